// Finds the number that the server asks for when very many forms come from one network: SHA-256 of the stamp, a colon and the
// number begins with sixteen zero bits. In slices, so that the page stays quick. Without a script, one waits instead.
(() => {
  const stamp = document.querySelector('input[name="stamp"]');
  const work = document.querySelector('input[name="work"]');
  if (!stamp || !work) return;
  const K = [];
  const H = [];
  for (let n = 2; K.length < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (H.length < 8) H.push((Math.sqrt(n) % 1 * 4294967296) | 0);
    K.push((Math.cbrt(n) % 1 * 4294967296) | 0);
  }
  const w = new Int32Array(64);
  const turn = (x, by) => (x >>> by) | (x << (32 - by));
  // The first word of the digest of an ASCII text.
  const first = (text) => {
    const blocks = ((text.length + 8) >> 6) + 1;
    const words = new Int32Array(blocks * 16);
    for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
    words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
    words[blocks * 16 - 1] = text.length * 8;
    let h = H.slice();
    for (let block = 0; block < blocks; block += 1) {
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) {
          w[i] = words[block * 16 + i];
        } else {
          const a = w[i - 15];
          const b = w[i - 2];
          w[i] = (w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
        }
      }
      let [a, b, c, d, e, f, g, z] = h;
      for (let i = 0; i < 64; i += 1) {
        const one = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [z, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      h = [a, b, c, d, e, f, g, z].map((v, i) => (v + h[i]) | 0);
    }
    return h[0];
  };
  let number = 0;
  const slice = () => {
    for (const end = number + 2000; number < end; number += 1) {
      if (first(`${stamp.value}:${number}`) >>> 16 === 0) {
        work.value = String(number);
        return;
      }
    }
    setTimeout(slice, 0);
  };
  slice();
})();
