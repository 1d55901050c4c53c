# Mails. The subject says nothing of what the training is about: it shows on locked screens.

mail-greeting = Assalomu alaykum, { $name }!
mail-greeting-plain = Assalomu alaykum!
mail-subject-day = { $subject }: { $day }
mail-title = Trening: { $value }
mail-when = Vaqti: { $value }
mail-sessions = Mashgʻulotlar:
mail-venue = Joyi: { $value }
mail-code = Sizning kodingiz: { $value }
mail-deadline = Shu vaqtgacha javob bering: { $until } ({ $left }). Ungacha oʻrin siz uchun saqlab turiladi.
mail-link = Sizning shaxsiy havolangiz. Unda roʻyxatdan oʻtishingiz holati, kodingiz va taqvim bor:
mail-link-secret = Havolani hech kimga bermang: uni ochgan odam roʻyxatdan oʻtishingizni koʻra va oʻzgartira oladi.
mail-withdraw = Kela olmasangiz, shu havolani ochib, ishtirokdan voz keching. Oʻrin navbatda turgan odamga beriladi.
mail-not-you = Agar buni siz qilmagan boʻlsangiz, bizga xabar bering.
mail-questions = Savollaringiz boʻlsa: { $reach }

mail-confirmed-subject = Oʻrningiz tasdiqlandi
mail-confirmed = Sizning oʻrningiz tasdiqlandi. Kelganingizda shu xatdagi kodni koʻrsating.
mail-waitlisted-subject = Siz kutish roʻyxatidasiz
mail-waitlisted = Hozir barcha oʻrinlar band, siz kutish roʻyxatidasiz. Oʻrin boʻshasa, navbat boʻyicha sizga taklif qilamiz va xat yozamiz.
mail-offered-subject = Sizga oʻrin taklif qilindi
mail-offered = Oʻrin boʻshadi va u sizga taklif qilindi. Havolani ochib, oʻrinni olasizmi yoki voz kechasizmi, shuni bildiring.
mail-offer_lapsed-subject = Taklif muddati tugadi
mail-offer_lapsed = Sizga taklif qilingan oʻringa javob berish muddati tugadi va u navbatdagi odamga oʻtdi. Hozirgi holatni havola orqali koʻrasiz.
mail-withdrawn-subject = Roʻyxatdan oʻtishingiz bekor qilindi
mail-withdrawn = Roʻyxatdan oʻtishingiz bekor qilindi: oʻrin boshqa odamga berilishi mumkin. Bu xato boʻlsa, roʻyxatga olish ochiq paytda qayta roʻyxatdan oʻtishingiz mumkin.
mail-event_changed-subject = Treningda oʻzgarish bor
mail-event_changed = Siz roʻyxatdan oʻtgan treningning vaqti, joyi yoki dasturi oʻzgardi. Endi shunday boʻladi:
mail-event_cancelled-subject = Trening boʻlmaydi
mail-event_cancelled = Afsuski, siz roʻyxatdan oʻtgan trening boʻlmaydi. Hech narsa qilish shart emas. Uzr soʻraymiz.
mail-received-subject = Arizangiz qabul qilindi
mail-received = Arizangiz qabul qilindi. Barcha arizalarni koʻrib chiqib, qaror chiqishi bilan sizga yozamiz.
mail-declined-subject = Arizangiz koʻrib chiqildi
mail-declined = Arizangiz uchun rahmat. Arizalar oʻrinlardan koʻp boʻldi va bu safar sizga oʻrin ajratilmadi. Yana ariza bersangiz, xursand boʻlamiz.
mail-link_again-subject = Shaxsiy havolangiz yana bir bor
mail-link_again = Kimdir, balki oʻzingiz, shaxsiy havolangizni soʻradi yoki sizning aloqa maʼlumotingiz bilan yana roʻyxatdan oʻtdi. Havola quyida. Agar bu siz boʻlmasangiz, hech narsa qilish shart emas.
mail-reminder_week-subject = Tez orada uchrashamiz
mail-reminder_week = Tez orada uchrashamiz. Oʻrningiz siz uchun saqlab qoʻyilgan, kelganingizda shu xabardagi kodni koʻrsating.
mail-reminder_day-subject = Uchrashuvga oz qoldi
mail-reminder_day = Uchrashuvga oz qoldi. Kelganingizda shu xabardagi kodni koʻrsating.

mail-hand-deadline = Shu vaqtgacha javob bering: { $until }.
mail-hand-link = Batafsil, faqat siz uchun: { $link }
mail-call-hello = Assalomu alaykum! { $name } bilan gaplashsam boʻladimi?
mail-call-hello-plain = Assalomu alaykum! Shu raqam bilan roʻyxatdan oʻtilgan, shu haqda qoʻngʻiroq qilyapman. Roʻyxatdan siz oʻtganmisiz?
mail-call-from = Men { $org } nomidan qoʻngʻiroq qilyapman. Hozir gaplasha olasizmi?
mail-call-offer = Oʻrinni olasizmi yoki keyingi odamga berilsinmi? Shaxsiy havolangiz orqali ham javob berishingiz mumkin.
mail-call-link = Shaxsiy havolangizni xabar orqali yuborsam boʻladimi?

mail-invite-subject = Siz uchun hisob ochiladi
mail-invite = { $org } sizni saytda ishlashga taklif qiladi. Hisob ochish uchun shu havolaga kiring:
mail-invite-once = Havola faqat bir marta va cheklangan vaqt ichida ishlaydi. Bu xatni kutmagan boʻlsangiz, hech narsa qilmang.
mail-reason = Sababi: { $reason }
