# The desk, the sign-in sheet and the summary of attendance.

attendance-desk = Qabul stoli
attendance-desk-title = Qabul stoli: { $title }
attendance-to-event = Trening sahifasi
attendance-sessions = Mashgʻulotlar
attendance-session = { $n }-mashgʻulot
attendance-came = { $registered } kishidan { $n } nafari keldi
attendance-counted = zalda { $n } kishi
attendance-status-present = keldi
attendance-status-late = kechikdi
attendance-status-left_early = erta ketdi
attendance-status-excused = sababli kelmadi
attendance-status-absent = kelmadi
attendance-more = yana
attendance-walk-in = oldindan yozilmay kelgan
attendance-past-capacity = oʻrindan ortiq
attendance-conflict = belgilar mos emas
attendance-said = { $status } ({ $who }, { $time })
attendance-somebody = xodim
attendance-settle = Aniqlash
attendance-unmarked = belgi yoʻq
attendance-empty = Bu treningga hali hech kim roʻyxatdan oʻtmagan
attendance-empty-help = Oldindan yozilmay kelganlarni quyida qoʻshishingiz mumkin.
attendance-search = Ism yoki kod
attendance-nobody = Bunday ism yoki kod topilmadi. Odam yozilmay kelgan boʻlsa, uni quyida qoʻshing.
attendance-code-unknown = Bu kod ushbu trening roʻyxatida yoʻq. Kunni, mashgʻulotni va kodni tekshiring.
attendance-done = { $name }: { $status }
attendance-undo = Bekor qilish

attendance-headcount-heading = Zaldagi odamlar soni
attendance-headcount = Odamlar soni
attendance-headcount-hint = Zalda oʻtirganlarni sanab yozing. Bu son belgilardan alohida saqlanadi.
attendance-walk-in-heading = Oldindan yozilmay kelgan odam
attendance-walk-in-help = Ism-familiyasi yetarli. U darhol «keldi» deb belgilanadi.
attendance-walk-in-name = Ism-familiya
attendance-walk-in-phone = Telefon
attendance-walk-in-send = Qoʻshish va «keldi» deb belgilash

attendance-correct = Belgini tuzatish
attendance-correct-now = { $name }. Hozirgi belgi: { $status }.
attendance-correct-status = Aslida qanday?
attendance-correct-reason = Nima uchun tuzatyapsiz?
attendance-correct-hint = Qisqacha yozing. Avvalgi belgi ham, sababi ham saqlanib qoladi.
attendance-correct-send = Tuzatish

attendance-sheet = Imzo varagʻi
attendance-sheet-help = Brauzerning «Chop etish» buyrugʻidan foydalaning: varaq A4 oʻlchamiga moslangan.
attendance-sheet-number = №
attendance-sheet-name = Ism-familiya
attendance-sheet-code = Kod
attendance-sheet-signature = Imzo

attendance-summary = Davomat
attendance-summary-table = Kim qaysi mashgʻulotga keldi
attendance-chart = Har bir mashgʻulotga necha kishi keldi?
attendance-chart-text = Roʻyxatdan oʻtganlar: { $registered }. Har bir ustun bitta mashgʻulotga kelganlar sonini koʻrsatadi.

attendance-not-held = Bu trening bekor qilingan yoki hali eʼlon qilinmagan, shuning uchun davomat belgilanmaydi.
attendance-not-on-roster = Bu odam hozir roʻyxatda yoʻq: roʻyxatdan oʻtishi tasdiqlanmagan yoki bekor qilingan.
attendance-changed = Shu orada bu odamni boshqa kishi belgilab qoʻydi. Qabul stoliga qaytib, hozirgi belgini koʻring.
attendance-undo-late = Bu belgi avvalroq bekor qilingan yoki tuzatilgan. Qabul stoliga qaytib, hozirgi belgini koʻring.
