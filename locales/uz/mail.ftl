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
mail-offer-lapsed-subject = Taklif muddati tugadi
mail-offer-lapsed = Sizga taklif qilingan oʻringa javob berish muddati tugadi va u navbatdagi odamga oʻtdi. Hozirgi holatni havola orqali koʻrasiz.
mail-withdrawn-subject = Roʻyxatdan oʻtishingiz bekor qilindi
mail-withdrawn = Roʻyxatdan oʻtishingiz bekor qilindi. Xabar berganingiz uchun rahmat: oʻrin boshqa odamga beriladi.
mail-event-changed-subject = Treningda oʻzgarish bor
mail-event-changed = Siz roʻyxatdan oʻtgan treningning vaqti, joyi yoki dasturi oʻzgardi. Endi shunday boʻladi:
mail-event-cancelled-subject = Trening boʻlmaydi
mail-event-cancelled = Afsuski, siz roʻyxatdan oʻtgan trening boʻlmaydi. Hech narsa qilish shart emas. Uzr soʻraymiz.

mail-invite-subject = Siz uchun hisob ochiladi
mail-invite = { $org } sizni saytda ishlashga taklif qiladi. Hisob ochish uchun shu havolaga kiring:
mail-invite-once = Havola faqat bir marta va cheklangan vaqt ichida ishlaydi. Bu xatni kutmagan boʻlsangiz, hech narsa qilmang.
