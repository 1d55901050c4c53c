((js, wasm) => {
  const run = () => import(js).then(async mod => {
    await mod.default({ module_or_path: wasm });
    mod.hydrate();
    const parents = [];
    const walk = async node => {
      const name = node.localName;
      if (name === "leptos-island") {
        const island = mod[node.dataset.component];
        if (island) { parents.at(-1)?.(); await island(node); }
      }
      if (name === "leptos-children") parents.push(node.$$on_hydrate);
      for (const child of node.children) await walk(child);
      if (name === "leptos-children") parents.pop();
    };
    await walk(document.body);
  });
  "requestIdleCallback" in window ? requestIdleCallback(run) : run();
})
