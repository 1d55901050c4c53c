# Shakl

registration-title = Roʻyxatdan oʻtish: { $event }
registration-heading = Treningga roʻyxatdan oʻtish
registration-to-event = Trening sahifasiga
registration-other-events = Boshqa treninglar
registration-intro-time = Toʻldirishga ikki daqiqacha vaqt ketadi. Faqat ismingiz, aloqa yoʻli va roziligingiz majburiy.
registration-intro-why = Maʼlumot oʻrin tayyorlash va sizga xabar berish uchun kerak. Har bir boʻlimda nima uchun soʻralgani yozilgan.
registration-intro-who = Uni faqat shu trening koordinatorlari koʻradi. Fasilitatorlar ismingiz, kodingiz va ehtiyojlaringizni koʻradi.
registration-intro-deleted = Hozircha maʼlumotlar oʻz-oʻzidan oʻchirilmaydi: siz oʻchirishni soʻraguningizcha saqlanadi. Buni istalgan vaqtda soʻrashingiz mumkin.
registration-group-you = Siz
registration-full-name = Ism-familiyangiz
registration-full-name-hint = Roʻyxatda qanday tursin desangiz, shunday yozing.
registration-call-name = Sizga qanday murojaat qilaylik?
registration-call-name-hint = Boʻsh qoldirsangiz, birinchi soʻzni olamiz.
registration-group-reach = Siz bilan qanday bogʻlanamiz
registration-reach-hint = Telefon yoki elektron pochta kerak, ikkalasidan biri yetarli.
registration-phone = Telefon
registration-phone-hint = Masalan, +998 90 123 45 67 yoki 0700 123 456.
registration-email = Elektron pochta
registration-email-hint = Shaxsiy havolangizni shu manzilga yuboramiz.
registration-locale = Sizga qaysi tilda yozaylik?
registration-group-needs = Sizga nima kerak
registration-needs = Ishtirok etish uchun menga kerak
registration-needs-hint = Oldindan tayyorgarlik koʻrish uchun soʻraymiz.
registration-need-interpreter = Tarjimon
registration-need-step_free = Zinasiz kirish
registration-need-childcare = Bolaga qarash
registration-need-travel = Yoʻl haqiga yordam
registration-diet = Ovqatlanish
registration-diet-hint = Nima yemaysiz? Masalan, goʻsht yoki yongʻoq.
registration-note = Yana nimani bilishimiz kerak?
registration-note-hint = Iltimos, boshqa odamlar haqida yozmang.
registration-group-about = Oʻzingiz haqingizda
registration-about-hint = Faqat turli odamlar qatnashayotganini bilish uchun soʻraymiz. Hisobotlarga faqat ismsiz sonlar kiradi. Javob bermasangiz ham boʻladi.
registration-unsaid = Aytishni xohlamayman
registration-age = Yosh guruhi
registration-age-under_18 = 18 yoshgacha
registration-age-18_24 = 18–24
registration-age-25_34 = 25–34
registration-age-35_49 = 35–49
registration-age-50_64 = 50–64
registration-age-65_over = 65 yosh va undan katta
registration-sex = Jinsingiz
registration-sex-female = ayol
registration-sex-male = erkak
registration-sex-other = boshqa
registration-home-region = Qaysi hududda yashaysiz?
registration-organisation = Tashkilot yoki guruh
registration-group-agreement = Rozilik
registration-agreement-hint = Har birini alohida hal qilasiz.
registration-agreement-needed = Busiz sizni roʻyxatga ola olmaymiz.
registration-agreement-free = Majburiy emas. Shaxsiy sahifangizda istalgan vaqtda oʻzgartirishingiz mumkin.
registration-consent-participation-v1 = Ushbu treningni oʻtkazish uchun shu sahifadagi maʼlumotlarim saqlanishi va ishlatilishiga roziman.
registration-consent-future_contact-v1 = Kelgusi treninglar haqida menga xabar berishlariga roziman.
registration-consent-photos-v1 = Treningda olingan suratlarda koʻrinishimga va ular hisobotlarda ishlatilishiga roziman.
registration-send = Roʻyxatdan oʻtish
registration-send-hint = Shundan soʻng shaxsiy havolangiz ochiladi.
registration-error-contact = Telefon raqami yoki elektron pochta manzilini yozing.
registration-error-either = Toʻliq telefon raqamini yoki elektron pochta manzilini yozing.
registration-full-title = Hozir boʻsh oʻrin yoʻq
registration-full = { $n ->
    [0] Kutish roʻyxatida birinchi boʻlasiz. Oʻrin boʻshasa, sizga taklif qilamiz.
   *[other] Kutish roʻyxatida { $n } kishi bor. Roʻyxatdan oʻtsangiz, navbat bilan sizga oʻrin taklif qilinadi.
}
registration-not-yet = Roʻyxatdan oʻtish boshlanishi: { $when } ({ $left }).
registration-closed = Roʻyxatdan oʻtish yopildi.
registration-too-often = Bu raqam yoki manzil bilan bugun juda koʻp marta roʻyxatdan oʻtishga urinildi. Yozganlaringizning hammasi saqlandi: ertaga yuboring yoki bizga qoʻngʻiroq qiling.
registration-over = Bu trening oʻtib boʻldi.
registration-cancelled = Bu trening bekor qilingan.
registration-done-title = Roʻyxatdan oʻtishingizni qabul qildik
registration-done-again = Agar bu telefon yoki manzil bilan avval roʻyxatdan oʻtgan boʻlsangiz, ikkinchi oʻrin olinmadi. Elektron pochtangiz bizda boʻlsa, shaxsiy havolani yana yubordik.
registration-done-nothing = Xat kelmasa, tashkilotchilarga murojaat qiling: ular havolani boshqa yoʻl bilan beradi.

# Yoʻqolgan havola va kod

registration-find-title = Shaxsiy havolamni yoʻqotib qoʻydim
registration-find-lead = Roʻyxatdan oʻtganda bergan manzilingizni yozing. Oldinda turgan treninglar havolalarini yana yuboramiz.
registration-find-contact = Elektron pochta yoki telefon
registration-find-contact-hint = Masalan, aigul@example.org.
registration-find-send = Havolani yuborish
registration-find-sent-title = Soʻrovingizni oldik
registration-find-sent = Agar bu telefon yoki manzil bizda boʻlsa, havolalarni yubordik. Pochtangizni va «Spam» jildini tekshiring.
registration-find-no-mail = Faqat telefon bergan boʻlsangiz, tashkilotchilarga murojaat qiling: havolani oʻzlari berishadi.
registration-code-title = Bu ishtirokchining kodi
registration-code-what = Uni treningga kirishda xodimlar oʻqiydi. Bu yerda hech qanday maʼlumot koʻrsatilmaydi.
registration-code-yours = Kod sizniki boʻlsa, uni kirishda koʻrsating.

# Shaxsiy sahifa

registration-mine-received = Roʻyxatdan oʻtishingiz qabul qilindi.
registration-mine-confirmed = Oʻrningiz tasdiqlandi.
registration-mine-waitlisted = Siz kutish roʻyxatidasiz.
registration-mine-offered = Sizga oʻrin taklif qilindi.
registration-mine-declined = Bu safar oʻrin ajratilmadi.
registration-mine-withdrawn = Roʻyxatdan oʻtish bekor qilindi.
registration-mine-expired = Javob berish muddati oʻtib ketdi.
registration-mine-event-over = Bu trening boʻlib oʻtdi.
registration-mine-event-cancelled = Bu trening bekor qilindi.
registration-next-received = Tanlov tugagach, sizga xabar beramiz.
registration-next-confirmed = Kelganda shu kodni koʻrsating. Kela olmasangiz, oʻrningizni boshqaga boʻshatib bering.
registration-next-walk-in = Siz oldindan yozilmay keldingiz, biz sizni roʻyxatga oldik. Shu kodni koʻrsating.
registration-next-waitlisted = { $n ->
    [0] Navbatda birinchisiz. Oʻrin boʻshasa, sizga taklif qilib, qachongacha javob berish kerakligini yozamiz.
   *[other] Sizdan oldin { $n } kishi bor. Oʻrin boʻshasa, navbat bilan taklif qilamiz.
}
registration-next-offered = Javob berish muddati: { $when } ({ $left }). Shu vaqtgacha oʻrin sizga saqlanadi.
registration-next-declined = Boshqa treninglarga roʻyxatdan oʻtsangiz, xursand boʻlamiz.
registration-next-withdrawn = Boshqa hech narsa qilish shart emas. Oʻrningiz boshqaga beriladi.
registration-next-expired = Oʻrin keyingi odamga taklif qilinadi. Roʻyxatdan oʻtish ochiq boʻlsa, qayta roʻyxatdan oʻtishingiz mumkin.
registration-next-event-cancelled = Kelish shart emas. Uzr soʻraymiz.
registration-next-event-over = Rahmat. Bu sahifa maʼlumotlaringiz oʻchirilguncha ochiq turadi.
registration-new-title = Roʻyxatdan oʻtdingiz
registration-new-mail = { $email } manziliga xat yozdik. Xat kelmasa, manzilni tekshiring.
registration-new-no-mail = Elektron pochta bermadingiz, shuning uchun xat kelmaydi.
registration-new-keep = Bu sahifani saqlab qoʻying: roʻyxatdan oʻtish maʼlumotlaringizni faqat shu havola ochadi. Uni boshqalarga bermang.
registration-offer-accept = Ha, qatnashaman
registration-offer-decline = Yoʻq, boshqaga bering
registration-offer-late = Bu taklifning muddati oʻtgan.
registration-too-late = Roʻyxatdan oʻtish maʼlumotlarini endi oʻzgartirib boʻlmaydi.
registration-code = Sizning kodingiz
registration-code-hint = Kirishda koʻrsating yoki ayting. Chop etsangiz ham boʻladi.
registration-qr = Kodingiz QR koʻrinishida
registration-when-where = Qachon va qayerda
registration-when = Qachon
registration-next-date = Keyingi uchrashuv
registration-sessions = Mashgʻulotlar
registration-venue = Qayerda
registration-safe = Aniq kun va manzil oʻrin tasdiqlanganda aytiladi.
registration-about-event = Trening haqida
registration-tasks = Nima qila olaman
registration-task-calendar = Taqvimimga qoʻshish
registration-task-testimonial = Trening nima berganini aytib berish
registration-task-again = Qayta roʻyxatdan oʻtish
registration-task-withdraw = Ishtirokdan voz kechish
registration-words = Mening soʻzlarim
registration-agreements = Mening roziliklarim
registration-agreements-help = Istalgan vaqtda oʻzgartirishingiz mumkin. Sababi soʻralmaydi.
registration-agreed-since = Rozilik berilgan: { $when }
registration-taken-back = Rozilik qaytarib olingan: { $when }
registration-agreed-never = Rozilik berilmagan
registration-to-mine = Shaxsiy sahifamga
registration-withdraw-title = Ishtirokdan voz kechasizmi?
registration-withdraw-what = Oʻrningiz navbatdagi odamga taklif qilinadi. Sababini aytish shart emas.
registration-withdraw-yes = Ha, voz kechaman
registration-withdraw-no = Yoʻq, qatnashaman

# Xodimlar uchun

registration-list-title = Roʻyxatdan oʻtganlar
registration-one-title = Roʻyxatdan oʻtish
registration-list-empty = Bu yerda hozircha hech kim yoʻq.
registration-state-all = Hammasi
registration-state-received = qabul qilindi
registration-state-confirmed = tasdiqlandi
registration-state-waitlisted = kutish roʻyxatida
registration-state-offered = oʻrin taklif qilindi
registration-state-declined = oʻrin ajratilmadi
registration-state-withdrawn = bekor qilindi
registration-state-expired = taklif muddati oʻtdi
registration-past-capacity = oʻrindan ortiq
registration-source = Qanday roʻyxatga olingan
registration-source-web = sayt orqali
registration-source-staff = xodim kiritgan
registration-source-walk_in = oldindan yozilmay kelgan
registration-col-name = Ism
registration-col-state = Holati
registration-col-code = Kod
registration-col-contact = Aloqa
registration-col-needs = Ehtiyojlar
registration-col-waiting = Navbat
registration-ahead = { $n ->
    [0] navbatda birinchi
   *[other] oldinda { $n } kishi bor
}
registration-fact-call-name = Murojaat
registration-fact-locale = Xabarlar tili
registration-fact-home-region = Yashash hududi
registration-fact-note = Izoh
registration-offer-until = Taklif muddati
registration-created = Roʻyxatga olingan
registration-changed = Oxirgi oʻzgarish
registration-actions = Amallar
registration-withdraw-for = Ishtirokchi nomidan voz kechish
registration-by-hand = Xabarni oʻzingiz yuborish
registration-by-hand-hint = Shaxsiy havola ochiladi. Uni ochganingiz harakatlar jurnaliga yoziladi.
registration-by-hand-care = Havola ishtirokchining sahifasini ochadi. Uni faqat egasiga yuboring.
registration-by-hand-copy = Nusxalanadigan matn
registration-by-hand-sms = SMS yozish
registration-by-hand-whatsapp = WhatsAppni ochish
registration-by-hand-text = Assalomu alaykum! Roʻyxatdan oʻtishingiz holati: { $state }. Shaxsiy havolangiz: { $link } Uni boshqalarga bermang.
registration-ledger-empty = Rozilik yozilmagan.
registration-ledger-when = Qachon
registration-ledger-purpose = Nima uchun
registration-ledger-act = Qaror
registration-ledger-evidence = Qanday berilgan
registration-ledger-text = Matn
registration-ledger-version = { $n }-tahrir
registration-purpose-participation = ishtirok
registration-purpose-future_contact = kelgusi treninglar
registration-purpose-photos = suratlar
registration-act-grant = berildi
registration-act-withdraw = qaytarib olindi
registration-evidence-web_form = saytdagi forma
registration-evidence-private_link = shaxsiy havola
registration-evidence-paper = qogʻoz
registration-evidence-read_back = ovoz chiqarib oʻqilgan
registration-evidence-staff = xodim orqali
