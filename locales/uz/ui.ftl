# What every page shares.

ui-skip = Asosiy qismga oʻtish
ui-nav = Asosiy menyu
ui-nav-events = Treninglar
ui-nav-testimonials = Ishtirokchilar ovozi
ui-nav-voices = Ovozlar
ui-nav-about = Biz haqimizda
ui-nav-today = Bugun
ui-nav-queue = Fikrlar
ui-nav-people = Odamlar
ui-nav-team = Jamoa
ui-nav-audit = Harakatlar jurnali
ui-nav-settings = Sozlamalar
ui-language = Til
ui-sign-out = Chiqish
ui-footer-nav = Sayt haqida
ui-footer-privacy = Maʼlumotlaringiz qanday saqlanadi
ui-footer-accessibility = Qulaylik
ui-footer-find = Shaxsiy havolamni yoʻqotib qoʻydim
ui-footer-staff = Xodimlar uchun kirish
ui-quick-exit = Tez chiqish

ui-back = Orqaga
ui-to-home = Bosh sahifaga
ui-save = Saqlash
ui-cancel = Bekor qilish
ui-search = Qidirish
ui-yes = Ha
ui-no = Yoʻq
ui-newer = Keyingilari
ui-older = Oldingilari
ui-page-before = Oldingi sahifa
ui-page-after = Keyingi sahifa
ui-pagination = Roʻyxat sahifalari
ui-breadcrumb = Siz shu yerdasiz
ui-step-done = tugadi
ui-step-current = hozir
ui-step-ahead = oldinda

ui-optional = majburiy emas
ui-honeypot = Bu yerga hech narsa yozmang
ui-error-send-again = Yozganlaringizning hammasi saqlandi. Yana bir marta yuboring.
ui-error-form-stale = Bu forma juda uzoq ochiq turdi. Yozganlaringizning hammasi saqlandi: yana bir marta yuboring.
ui-error-crowded = Sizning tarmogʻingizdan hozir juda koʻp forma kelmoqda. Yozganlaringizning hammasi saqlandi: bir daqiqa kutib, qayta yuboring.
ui-errors-heading = Iltimos, quyidagilarni tuzating
ui-errors-heading-whole = Hali yuborilmadi
ui-error-prefix = Xato:
ui-error-required = Bu maydonni toʻldiring.
ui-error-choose = Tanlang.
ui-error-too-long = Matn juda uzun. { $max } belgigacha qisqartiring.
ui-error-choice = Taklif qilinganlardan birini tanlang.
ui-error-number = { $min } dan { $max } gacha butun son yozing.
ui-error-email = name@example.org koʻrinishida yozing.
ui-error-phone = Raqamni toʻliq yozing, masalan, 0700 123 456.
ui-error-date = Sanani tekshiring: bunday kun yoʻq.
ui-error-agree = Davom etish uchun shuni belgilang.

ui-content-note = Ogʻir voqealar aytiladi:
ui-original-in = Asl tili: { $language }
ui-translated-from = Tarjima. Asl tili: { $language }
ui-read-in = Oʻqish: { $language }

ui-chart-table = Sonlarni jadvalda koʻrish
ui-chart-count = Soni
ui-chart-hidden = { $n } dan kam
ui-chart-note = Hech kimni tanib boʻlmasligi uchun { $n } dan kam sonlar yashirildi.

ui-bad-request-heading = Soʻrovni tushuna olmadik
ui-bad-request-help = Havola toʻliq emas yoki forma eskirgan koʻrinadi. Orqaga qayting, sahifani yangilang va yana urinib koʻring.
ui-forbidden-heading = Bu sahifa siz uchun ochiq emas
ui-forbidden-help = Ishingiz uchun kerak boʻlsa, koordinatorga murojaat qiling: ruxsatni u beradi.
ui-not-found-heading = Bunday sahifa yoʻq
ui-not-found-help = Havolani tekshiring. Uni xabardan koʻchirgan boʻlsangiz, toʻliq koʻchirilganiga qarang.
ui-conflict-heading = Shu orada nimadir oʻzgardi
ui-conflict-help = Boshqa kishi sizdan oldin saqlab qoʻydi. Sahifani yangilang, hozirgi holatni koʻring va yana urinib koʻring.
ui-gone-heading = Bu matn endi eʼlon qilinmaydi
ui-gone-help = Rozilik qaytarib olingan yoki muddat tugagan boʻlishi mumkin. Boshqa fikrlar «Ishtirokchilar ovozi» sahifasida.
ui-gone-link-heading = Bu havola endi ishlamaydi
ui-gone-link-help = U ochgan maʼlumot oʻchirilgan yoki muddati tugagan.
ui-too-large-heading = Yuborilgan maʼlumot juda katta
ui-too-large-help = Matnni qisqartiring yoki kichikroq fayl tanlang va qayta yuboring.
ui-internal-heading = Bizda xatolik yuz berdi
ui-internal-help = Bu sizning xatoyingiz emas. Birozdan keyin yana urinib koʻring. Takrorlansa, quyidagi raqamni bizga ayting.
ui-incident = Xato raqami:
ui-busy-heading = Hozir saytda odam juda koʻp
ui-busy-help = Bir daqiqa kuting va sahifani yangilang.

ui-state-loading = Yuklanmoqda…
ui-state-empty = Bu yerda hozircha hech narsa yoʻq.
ui-state-nothing-found = Hech narsa topilmadi. Kengroq qidirib koʻring.
ui-state-offline = Aloqa yoʻq. Belgilar shu telefonda saqlandi, aloqa paydo boʻlganda yuboriladi.
ui-state-expired = Muddati tugadi.
ui-state-full = Barcha oʻrinlar band.
ui-state-closed = Roʻyxatdan oʻtish yopildi.
ui-state-saved = Saqlandi.
ui-state-refused = Buni hozir bajarib boʻlmaydi.

# In the place of the name of somebody whose data was erased, and of one that does not open.
ui-erased = Oʻchirilgan
ui-damaged = Oʻqib boʻlmaydi

ui-send-sms = SMS orqali
ui-send-whatsapp = WhatsApp orqali
ui-send-telegram = Telegram orqali
ui-send-hint = Tugmalar oʻz qurilmangizdagi ilovani ochadi, boshqa sayt orqali hech narsa oʻtmaydi. Ilova matnsiz ochilsa, matnni yuqoridan nusxalab oling.
