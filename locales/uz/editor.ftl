# Trening muharriri: boʻlimlar, tekshiruv roʻyxati, oldindan koʻrish, nusxalar, turkumlar.

editor-sections = Muharrir boʻlimlari
editor-section-texts = Matnlar
editor-section-sessions = Mashgʻulotlar
editor-section-registration = Roʻyxatdan oʻtish va oʻrinlar
editor-section-practical = Sharoit va xavfsizlik
editor-languages = Tillar

editor-start-lead = Boshlash uchun bir nechta javob yetarli. Natijada faqat xodimlar koʻradigan qoralama tuziladi; nima yetishmasligi keyingi sahifada yoziladi.
editor-start-title-hint = Asosiy tilda. Boshqa tillarni keyin qoʻshsangiz boʻladi.
editor-start-session = Birinchi mashgʻulot
editor-start-zone = Vaqt mintaqasi: { $zone }. Mintaqani oʻzgartirish va yana mashgʻulot qoʻshish keyin ham mumkin.
editor-start-capacity-hint = Istalgan vaqtda oʻzgartirsa boʻladi.
editor-start-save = Qoralamani saqlash

editor-main-locale-question = Matnlar qaysi tilda toʻliq?
editor-language-complete = hammasi bor
editor-language-missing = { $n } ta matn yetishmaydi
editor-text-needed = Eʼlon qilish uchun kerak.
editor-zone-question = Vaqt qaysi mintaqa boʻyicha yozilgan?
editor-window = Qachon roʻyxatdan oʻtsa boʻladi
editor-admission-free = Hali hech kim ariza bermagan, oʻrin olmagan va kutmayotgan boʻlsa, oʻzgartirsa boʻladi.
editor-admission-bound = Shu shartlar bilan kimdir ariza bergan, oʻrin olgan yoki kutmoqda. Shuning uchun ularni endi oʻzgartirib boʻlmaydi.
editor-safety = Xavfsizlik
editor-safe-mode-hint = Oʻquvchilar faqat oy va hududni koʻradi: kun ham, joy ham, taqvim fayli ham koʻrinmaydi; qidiruv tizimlari sahifani koʻrsatmaydi. Kun va joyni faqat oʻrni tasdiqlanganlar biladi.

editor-window-opens-published = Roʻyxatdan oʻtish trening eʼlon qilinganda ochiladi.
editor-window-opens = Roʻyxatdan oʻtish { $when } ochiladi: { $day }.
editor-window-open = Roʻyxatdan oʻtish ochiq.
editor-window-closes = { $when } yopiladi: { $day }.
editor-window-closed = Roʻyxatdan oʻtish { $when } yopildi: { $day }.

editor-told-before = Vaqt yoki joy oʻzgarsa, oʻrni borlardan kimga nima aytilishini avval koʻrasiz.
editor-tell-title = Saqlab, hammaga xabar berilsinmi?
editor-tell-before = Avval:
editor-tell-after = Endi:
editor-tell-save = Saqlash va { $n } kishiga xabar berish
editor-tell-back = Formaga qaytish
editor-concerned = { $n ->
    [0] Hali hech kim oʻrin olmagan, navbatda ham hech kim yoʻq.
   *[other] { $n } kishi oʻrin olgan yoki navbat kutmoqda.
}
editor-concerned-written = { $n } kishiga bittadan xat yuboriladi.
editor-concerned-by-hand = { $n } kishiga oʻzingiz aytasiz: qoʻngʻiroq qiling yoki tayyor xabarni yuboring.

editor-checklist = Eʼlon qilishdan oldin
editor-checklist-after = Yana koʻrib qoʻygan yaxshi
editor-checklist-later = Trening eʼlon qilingan. Oʻquvchilar yoki xodimlarga bular yetishmasligi mumkin:
editor-checklist-ready = Eʼlon qilishga toʻsiq yoʻq. Avval qanday chiqqanini koʻring.
editor-checklist-missing = Eʼlon qilish uchun { $n } ta narsa yetishmaydi.
editor-standing-done = Tayyor
editor-standing-advice = Koʻrib qoʻying
editor-standing-missing = Yetishmaydi
editor-point-texts = Asosiy tildagi matnlar
editor-point-translations = Tarjimalar
editor-point-sessions = Mashgʻulotlar
editor-point-titles = Mashgʻulot nomlari
editor-point-places = Oʻrinlar
editor-point-window = Qachon roʻyxatdan oʻtsa boʻladi
editor-point-admission = Oʻrinni kim oladi
editor-point-criteria = Tanlov mezonlari
editor-point-questions = Forma savollari
editor-point-safety = Xavfsiz rejim
editor-point-facilitators = Fasilitatorlar
editor-said-lacks = { $language }: { $parts } yetishmaydi
editor-said-all-languages = Toʻrt tilda ham bor.
editor-said-languages = Toʻliq emas: { $languages }. Oʻquvchilarga boshqa tildagi matn koʻrsatiladi.
editor-said-over = Barcha mashgʻulotlar oʻtib ketgan. Kunlarini tekshiring.
editor-said-sessions = { $n } ta mashgʻulot, { $when }
editor-said-titles = Har bir mashgʻulotning nomi bor.
editor-said-titles-missing = Asosiy tilda nomi yoʻq mashgʻulot bor.
editor-said-places = { $n } ta oʻrin
editor-said-criteria = Oʻrin kimga tavsiya qilinishini belgilaydigan chegaralar va ballar.
editor-said-questions = { $n ->
    [0] Faqat har bir treningda beriladigan savollar.
   *[other] Har bir treningda beriladigan savollardan tashqari yana { $n } ta savol bor.
}
editor-said-safe = Yoqilgan: kun va joy faqat oʻrin tasdiqlanganda aytiladi.
editor-said-open = Oʻchirilgan: kun va joyni hamma koʻradi.
editor-said-facilitators = Tayinlangan.
editor-not-ready = Hozircha eʼlon qilib boʻlmaydi

editor-table = Tillar boʻyicha matnlar
editor-table-language = Til
editor-table-main = (asosiy)
editor-there = bor
editor-not-there = yoʻq
editor-not-there-optional = boʻsh

editor-preview = Oldindan koʻrish
editor-preview-lead = Oʻquvchilarga sahifa shunday koʻrinadi. Tili: { $language }. Bu sahifani faqat xodimlar koʻradi.
editor-preview-back = Treningga qaytish

editor-copy = Nusxa olish
editor-copy-lead = Shu treningga oʻxshash yangi qoralama tuziladi. Odamlar hech qachon nusxaga koʻchirilmaydi.
editor-copy-day = Birinchi mashgʻulot kuni
editor-copy-day-hint = Bu trening: { $when }. Barcha mashgʻulotlar va roʻyxatdan oʻtish shuncha kunga suriladi, soati oʻzgarmaydi.
editor-copy-take = Nimalar koʻchiriladi
editor-copy-take-hint = Nomi va kamida bitta mashgʻulot har doim koʻchiriladi.
editor-copy-take-texts = Barcha tillardagi matnlar
editor-copy-take-sessions = Barcha mashgʻulotlar
editor-copy-take-pools = Oʻrinlar
editor-copy-take-questions = Forma savollari
editor-copy-take-criteria = Tanlov mezonlari
editor-copy-take-facilitators = Fasilitatorlar
editor-copy-make = Qoralama tuzish

editor-series = Turkum
editor-series-lead = Trening har hafta yoki har oy takrorlanadi. Qolganlarining har biri alohida qoralama boʻladi, tayyor boʻlganda eʼlon qilasiz.
editor-every = Qanchalik tez-tez
editor-every-week = Har hafta
editor-every-month = Har oy
editor-times = Jami nechta trening
editor-times-hint = { $min } dan { $max } gacha, shu trening bilan birga.
editor-numbered = Nomining oxiriga raqam qoʻyish
editor-numbered-hint = Ikkinchisi «… (2)» deb ataladi.
editor-series-make = Qoralamalarni tuzish
editor-spread = Shu matnlarni qoralamalarga koʻchirish
editor-spread-lead = Bu turkumdagi { $n } ta qoralamaga «{ $title }» matnlari koʻchiriladi. Raqami oʻzgarmaydi.
editor-done-repeated = Turkum tuzildi. Yangi treninglar hozircha qoralama.
editor-done-spread = Qoralamalarning matnlari yangilandi.

editor-archive = Arxivga olish
editor-archive-title = Bu trening arxivga olinsinmi?
editor-archive-lead = Sahifa saytdan olib tashlanadi. Xodimlarda hammasi qoladi, shaxsiy havolalar ishlayveradi. Buni ortga qaytarib boʻlmaydi.

editor-reason = Sababi (aytmoqchi boʻlsangiz)
editor-reason-hint = Uni trening sahifasida har kim oʻqiy oladi, xabarda ham yoziladi. Har bir tilda koʻpi bilan 300 belgi.
editor-reason-label = Sababi
editor-filter-all-states = Barcha holatlar

editor-error-ends-before-deadline = Trening roʻyxatdan oʻtish yopilmasdan tugab qoladi. Avval roʻyxatdan oʻtish muddatini ertaroq belgilang.
editor-error-ends-before-answers = Trening javoblarni oʻzgartirish muddatidan oldin tugab qoladi. Avval shu muddatni ertaroq belgilang.
editor-error-admission-people = Kimdir ariza bergan, oʻrin olgan yoki kutmoqda. Oʻrinni kim olishini endi oʻzgartirib boʻlmaydi.
editor-error-not-ready = Hali nimadir yetishmaydi. Nima ekani trening sahifasida yozilgan.
editor-error-day = Kunni tekshiring, masalan, 2026-11-25.
editor-error-day-past = Bu kun oʻtib ketgan. Bugungi yoki undan keyingi kunni tanlang.
editor-error-in-series = Bu trening allaqachon turkumga kirgan.
editor-error-no-series = Bu trening turkumga kirmaydi.
