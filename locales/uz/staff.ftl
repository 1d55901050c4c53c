# Sign-in, own account, team, today, history of actions.

staff-sign-in-title = Xodimlar uchun kirish
staff-sign-in = Kirish
staff-sign-in-help = Kira olmayapsizmi? Tashkilotingiz administratoriga murojaat qiling.
staff-email = Elektron pochta
staff-email-hint = Keyin shu manzil bilan kirasiz.
staff-name = Ism-familiya
staff-name-hint = Jamoa sizni shu ism bilan koʻradi.
staff-passphrase = Maxfiy ibora
staff-passphrase-now = Hozirgi maxfiy ibora
staff-passphrase-new = Yangi maxfiy ibora
staff-passphrase-again = Maxfiy iborani takrorlang
staff-passphrase-hint = { $min } dan { $max } gacha belgi. Oson esda qoladigan bir nechta soʻz eng yaxshisi.
staff-passphrase-change = Maxfiy iborani oʻzgartirish
staff-passphrase-change-help = Boshqa qurilmalarda qaytadan kirish kerak boʻladi.

staff-error-sign-in = Manzil yoki maxfiy ibora notoʻgʻri.
staff-error-email-taken = Bu manzil bilan hisob bor. Boshqa manzil yozing yoki shu manzil bilan kiring.
staff-error-in-team = Bu manzil jamoada bor. Rolni oʻsha kishining sahifasida bering.
staff-error-passphrase-length = Maxfiy ibora { $min } dan { $max } gacha belgidan iborat boʻlishi kerak.
staff-error-passphrase-again = Ikki ibora bir xil emas.
staff-error-passphrase-now = Hozirgi maxfiy ibora notoʻgʻri.
staff-error-disabled = Bu hisob bloklangan. Avval uni blokdan chiqaring.
staff-error-last-administrator = Bu yagona administrator. Avval bu rolni yana bir kishiga bering.

staff-join-title = Jamoaga qoʻshilish
staff-join-role = Sizning rolingiz: { $role }.
staff-join-until = Havola faqat bir marta ishlaydi. Muddati tugaydi: { $when }.
staff-join = Qoʻshilish
staff-join-void-title = Bu havola ishlamaydi
staff-join-void-help = U ishlatilgan, muddati oʻtgan yoki toʻliq koʻchirilmagan. Sizni taklif qilgan kishidan yangi havola soʻrang.

staff-role = Rol
staff-roles = Rollar
staff-roles-none = Roli yoʻq
staff-role-facilitator = fasilitator
staff-role-facilitator-hint = Davomatni belgilaydi, ishtirokchilar roʻyxatini koʻradi.
staff-role-moderator = moderator
staff-role-moderator-hint = Fikrlarni eʼlon qilishga tayyorlaydi va tasdiqlaydi.
staff-role-coordinator = koordinator
staff-role-coordinator-hint = Treninglarni tashkil qiladi, roʻyxatga olish va fikrlarni boshqaradi.
staff-role-administrator = administrator
staff-role-administrator-hint = Koordinator qila oladigan hamma ishni qiladi, jamoani boshqaradi, harakatlar jurnalini koʻradi.
staff-role-auditor = auditor
staff-role-auditor-hint = Treninglarni va harakatlar jurnalini koʻradi, hech narsani oʻzgartirmaydi.
staff-scope = Qayerda
staff-scope-hint = Rol faqat shu yerda amal qiladi.
staff-scope-choose = Tanlang
staff-scope-all = hamma joyda
staff-scope-event = bitta trening

staff-invite-title = Jamoaga taklif qilish
staff-invite-help = Bir martalik havola yaratiladi. U 7 kun ishlaydi.
staff-invite = Havola yaratish
staff-invite-cancel = Taklifni bekor qilish
staff-invite-expires = Muddati
staff-invites = Javob kutayotgan takliflar
staff-invited-title = Taklif tayyor
staff-invited-by-hand = Havolani { $email } manzilidagi kishiga oʻzingiz yuboring.
staff-invited-mailed = Havola { $email } manziliga yuboriladi. Uni oʻzingiz ham berishingiz mumkin.
staff-invited-once = Havola faqat bir marta koʻrsatiladi

staff-grant-title = Rol berish
staff-grant = Berish
staff-revoke = Rolni olib qoʻyish
staff-disabled = bloklangan
staff-disable = Hisobni bloklash
staff-disable-help = Bu kishi darhol barcha qurilmalardan chiqariladi va endi kira olmaydi. Rollari saqlanadi.
staff-enable = Hisobni blokdan chiqarish
staff-enable-help = Bu kishi avvalgi rollari bilan yana kira oladi.

staff-account-title = Mening hisobim
staff-language = Sizga qaysi tilda yozaylik?
staff-sessions = Siz kirgan qurilmalar
staff-sessions-help = IP-manzil va brauzer nomi saqlanmaydi. Oʻzingizniki boʻlmagan kirishni koʻrsangiz, uni tugating va maxfiy iborani oʻzgartiring.
staff-session-since = Kirgan vaqt
staff-session-seen = Oxirgi marta
staff-session-do = Amal
staff-session-this = shu qurilma
staff-session-end = Chiqarish
staff-done-passphrase = Maxfiy ibora oʻzgartirildi. Boshqa qurilmalar chiqarildi.
staff-done-language = Til saqlandi.
staff-done-session = Oʻsha qurilma chiqarildi.

staff-code-title = Kirishning ikkinchi qadami
staff-code = Kod
staff-code-hint = Ilovadagi olti raqam yoki tiklash kodlaringizdan biri.
staff-code-lost = Telefoningiz ham, tiklash kodlaringiz ham yoʻqmi? Tashkilotingiz administratoriga murojaat qiling.
staff-confirm-title = Bu siz ekaningizni tasdiqlang
staff-confirm-help = Bu muhim qadam, shuning uchun siz ekaningizni yana bir bor tekshiramiz. Yozganlaringiz saqlanadi.
staff-confirm = Tasdiqlash
staff-error-code = Kod notoʻgʻri, eskirgan yoki avval ishlatilgan. Keyingisini kutib, yangisini kiriting.
staff-error-wait =
    { $n ->
        [one] Urinishlar juda koʻp. { $n } daqiqadan keyin qayta urinib koʻring.
       *[other] Urinishlar juda koʻp. { $n } daqiqadan keyin qayta urinib koʻring.
    }
staff-error-factor-none = Avval kirishning ikkinchi qadamini qoʻshing.
staff-error-factor-last = Rolingiz kirishning ikkinchi qadamini talab qiladi. Uni almashtirish mumkin, lekin olib tashlab boʻlmaydi.

staff-factor = Kirishning ikkinchi qadami
staff-factor-none = Qoʻshilmagan. Usiz maxfiy iborangizni bilgan odam hisobingizga kira oladi.
staff-factor-app = Telefondagi ilova
staff-factor-since = Qoʻshilgan: { $when }
staff-factor-add = Kirishning ikkinchi qadamini qoʻshish
staff-factor-replace = Ilovani almashtirish
staff-factor-remove = Ilovani olib tashlash
staff-factor-must = Rolingiz boshqa odamlarning maʼlumotlariga yoʻl ochadi, shuning uchun birgina maxfiy ibora yetarli emas. Avval telefoningizdagi ilovani qoʻshing. Bunga ikki daqiqa ketadi.
staff-factor-help = Bundan keyin maxfiy iboradan soʻng ilovadagi kodni ham kiritasiz.
staff-factor-step-app = 1. Ilovani oʻrnating
staff-factor-step-app-help = Kod beradigan har qanday ilova mos keladi: Aegis, FreeOTP, Google Authenticator. U internetsiz ham ishlaydi.
staff-factor-step-scan = 2. Rasmni skanerlang
staff-factor-qr = Ilova uchun QR-kod
staff-factor-by-hand = Yoki ilovaga bu kalitni qoʻlda kiriting:
staff-factor-open = Shu telefondagi ilovada ochish
staff-factor-step-code = 3. Ilova koʻrsatgan kodni kiriting
staff-factor-code = Olti raqamli kod
staff-factor-code-hint = Har oʻttiz soniyada yangilanadi.
staff-factor-confirm = Qoʻshish
staff-codes = Tiklash kodlari
staff-codes-left =
    { $n ->
        [0] Kod qolmadi. Yangilarini oling.
       *[other] Yana { $n } ta kod bor.
    }
staff-codes-new = Yangi kodlar olish
staff-codes-new-help = Eski kodlar endi ishlamaydi.
staff-codes-title = Tiklash kodlari
staff-codes-help = Telefoningiz yoningizda boʻlmasa, shu { $n } ta kodning biri bilan kira olasiz. Har biri faqat bir marta ishlaydi.
staff-codes-once = Kodlar faqat bir marta koʻrsatiladi
staff-codes-keep = Chop eting yoki koʻchirib yozing va telefondan boshqa joyda saqlang.
staff-codes-done = Saqlab oldim, davom etish
staff-done-factor = Ilova olib tashlandi.
staff-passkey = Kirish kaliti
staff-passkeys = Kirish kalitlari
staff-passkeys-help = Kirish kalitini telefon yoki kompyuteringizning oʻzi saqlaydi. Kod kiritmaysiz: barmoq, yuz yoki PIN-kod yetarli.
staff-passkeys-second = Maxfiy ibora avvalgidek soʻraladi, kalit faqat kod oʻrnini bosadi. Uni qoʻshsangiz, boshqa qurilmalardan chiqasiz.
staff-passkey-name = Kalit nomi
staff-passkey-name-hint = Keyin tanib olish uchun: «Ish telefoni».
staff-passkey-add = Kirish kalitini qoʻshish
staff-passkey-added = Qoʻshilgan
staff-passkey-never = hali ishlatilmagan
staff-passkey-remove = Olib tashlash
staff-passkey-remove-name = Olib tashlash: { $name }
staff-passkey-use = Kirish kalitidan foydalanish
staff-passkey-or = Yoki kod bilan:
staff-passkey-instead = Ilova oʻrniga kirish kalitini qoʻshish
staff-passkey-app-instead = Ilovadagi kod bilan kirishni tanlash
staff-passkey-sorry = Kirish kaliti ishlamadi. Qayta urinib koʻring yoki kod bilan kiring.
staff-passkey-no-script = Kirish kaliti uchun JavaScript kerak. Usiz kod bilan kirish mumkin.
staff-passkey-none-here = Bu brauzerda kirish kaliti ishlamaydi. Kod bilan kirishingiz mumkin.
staff-error-passkey = Kirish kaliti qabul qilinmadi. Qayta urinib koʻring yoki koddan foydalaning.
staff-error-passkey-add = Kirish kaliti qoʻshilmadi. Qayta urinib koʻring.
staff-error-passkeys-many = Kirish kalitlari juda koʻp. Avval eskisini olib tashlang.
staff-done-passkey = Kirish kaliti qoʻshildi.
staff-done-passkey-removed = Kirish kaliti olib tashlandi. Boshqa qurilmalardan chiqildi.
staff-code-recovery = Tiklash kodi
staff-code-recovery-hint = Yozib olgan kodlaringizdan biri.
staff-factor-no-app = Qoʻshilmagan. JavaScript ishlamaydigan joyda faqat ilovadagi kod ishlaydi.
staff-factor-add-app = Ilova qoʻshish

staff-sessions-end-others = Boshqa barcha qurilmalardan chiqish
staff-done-sessions = Boshqa barcha qurilmalardan chiqdingiz.

staff-today-empty = Bugun sizdan hech narsa talab qilinmaydi.
staff-today-empty-help = Yaqin mashgʻulotlar, taklif qilingan oʻrinlar va kutayotgan fikrlar shu yerda koʻrinadi.
staff-today-room = «{ $session }» mashgʻuloti boshlanadi · { $event }
staff-today-room-open = «{ $session }» mashgʻuloti davom etmoqda · { $event }
staff-today-needs =
    { $n ->
       *[other] ehtiyoj hal qilinmagan: { $event }
    }
staff-today-draft = qoralama eʼlon qilinishini kutmoqda: { $event }
staff-today-more = Yana shundaylari treninglar roʻyxatida
staff-today-starts = Boshlanishi: { $when }
staff-today-offers =
    { $n ->
       *[other] taklif qilingan oʻrinning muddati 24 soat ichida tugaydi · { $event }
    }
staff-today-first = Birinchisi: { $when }
staff-today-testimonials =
    { $n ->
       *[other] fikr moderatorni kutmoqda
    }
staff-today-oldest = Eng eskisi { $when } kelgan

staff-history-help = Kim, qachon, nima qildi. Mazmun saqlanmaydi. Vaqt UTC boʻyicha.
staff-history-time = Vaqt (UTC)
staff-history-who = Kim
staff-history-what = Nima qildi
staff-history-object = Nimaga yoki kimga
staff-history-participant = ishtirokchi
staff-history-system = tizim
staff-audit-session-start = Kirdi
staff-audit-session-end = Chiqdi
staff-audit-session-refuse = Kirishga urinish rad etildi
staff-audit-session-revoke = Boshqa qurilmadagi kirishni tugatdi
staff-audit-factor-accept = Oʻzi ekanini tasdiqladi
staff-audit-factor-refuse = Ikkinchi qadamda notoʻgʻri kod berdi
staff-audit-factor-add = Kirishning ikkinchi qadamini qoʻshdi
staff-audit-factor-remove = Kirishning ikkinchi qadamini olib tashladi
staff-audit-factor-codes = Yangi tiklash kodlarini oldi
staff-audit-session-revoke-others = Boshqa barcha qurilmalardan chiqdi
staff-audit-passphrase-change = Maxfiy iborani oʻzgartirdi
staff-audit-passphrase-refuse = Maxfiy iborani oʻzgartirishda notoʻgʻri ibora yozdi
staff-audit-staff-create = Hisob yaratildi
staff-audit-staff-language = Tilni oʻzgartirdi
staff-audit-staff-disable = Hisobni blokladi
staff-audit-staff-enable = Hisobni blokdan chiqardi
staff-audit-invite-make = Jamoaga taklif havolasini yaratdi
staff-audit-invite-use = Taklif boʻyicha qoʻshildi
staff-audit-invite-void = Taklifni bekor qildi
staff-audit-role-grant = Rol berdi
staff-audit-role-revoke = Rolni olib qoʻydi
staff-audit-event-create = Trening yaratdi
staff-audit-event-edit = Treningni oʻzgartirdi
staff-audit-event-places = Trening oʻrinlarini oʻzgartirdi
staff-audit-event-publish = Treningni eʼlon qildi
staff-audit-event-cancel = Treningni bekor qildi
staff-audit-event-complete = Treningni boʻlib oʻtdi deb belgiladi
staff-audit-event-archive = Treningni arxivga oldi
staff-audit-registration-export = Roʻyxatdan oʻtganlarni faylga chiqardi
staff-audit-import-start = Roʻyxatni kiritishni boshladi
staff-audit-import-cancel = Roʻyxatni kiritishni toʻxtatdi
staff-audit-bulk-start = Ommaviy amalni boshladi
staff-audit-bulk-cancel = Ommaviy amalni toʻxtatdi
staff-audit-attendance-correct = Davomat belgisini tuzatdi
staff-audit-attendance-undo = Davomat belgisini bekor qildi
staff-audit-registration-create = Roʻyxatdan oʻtdi
staff-audit-registration-accept = Taklif qilingan oʻrinni qabul qildi
staff-audit-question-add = Savol qoʻshdi
staff-audit-question-edit = Savolni oʻzgartirdi
staff-audit-question-move = Savollar tartibini oʻzgartirdi
staff-audit-question-retire = Savolni formadan olib tashladi
staff-audit-need-arrange = Ehtiyojni taʼminlangan deb belgiladi
staff-audit-need-refuse = Ehtiyojni imkoni yoʻq deb belgiladi
staff-audit-need-reopen = Ehtiyojni qayta ochdi
staff-audit-needs-edit = Ehtiyojlar haqida qaror qilish
staff-audit-needs-see = Ehtiyojlarni koʻrish
staff-audit-registration-decline = Taklif qilingan oʻrindan voz kechdi
staff-audit-registration-lapse = Taklif qilingan oʻrinning muddati tugadi
staff-audit-registration-offer = Boʻshagan oʻrin taklif qilindi
staff-audit-registration-confirm = Oʻrinni tasdiqladi
staff-audit-registration-refuse = Oʻrin bermadi
staff-audit-registration-link = Shaxsiy havolani koʻrsatdi
staff-audit-registration-apart = Birga kutganlarning har biri alohida kutadigan boʻldi
staff-audit-registration-withdraw = Ishtirokdan voz kechdi
staff-audit-walk-in-add = Oldindan yozilmay kelgan kishini qoʻshdi
staff-audit-testimonial-give = Fikr yozdi
staff-audit-testimonial-withdraw = Fikrga bergan roziligini qaytarib oldi
staff-audit-testimonial-decline = Fikrni eʼlon qilishni rad etdi
staff-audit-testimonial-unseal = Fikrning asl matnini oʻqidi
staff-audit-testimonial-erase = Fikrni oʻchirdi
staff-audit-rendition-edit = Fikrning oʻquvchilar uchun matnini tayyorladi
staff-audit-rendition-approve = Aynan shu matnni tasdiqladi
staff-audit-hold-set = Fikrni vaqtincha yashirdi
staff-audit-hold-lift = Yashirilgan fikrni qayta ochdi
staff-audit-tier-raise = Fikrning xavf darajasini oshirdi
staff-audit-consent-grant = Rozilik berdi
staff-audit-consent-narrow = Rozilikni toraytirdi
staff-audit-consent-withdraw = Rozilikni qaytarib oldi
staff-audit-consent-expire = Rozilik muddati tugadi
staff-today-retention = Oʻchirilishi kerak boʻlgan maʼlumot bor: { $rule }
staff-audit-person-erase = Kishining maʼlumotlarini oʻchirdi
staff-audit-registration-erase = Roʻyxatdan oʻtishni oʻchirdi
staff-audit-retention-run = Saqlash qoidasini bajardi
staff-audit-retention-stop = Saqlash qoidasini toʻxtatdi
staff-audit-retention-see = Oʻchirish jarayonini koʻrdi
