# Shaxsiy sahifada keyin nima qilsa boʻladi

mine-task-change = Javoblarimni oʻzgartirish
mine-task-answers = Javoblarimni koʻrish
mine-answers-title = Mening javoblarim
mine-answers-for = Javoblarni oʻzgartirish
mine-answers-until = Ularni oʻzgartirish muddati: { $when } ({ $left }).
mine-answers-place = Bu yerda nima oʻzgarsa ham, berilgan oʻrin saqlanadi. Navbatdagi oʻrin ham oʻzgarmaydi.
mine-answers-name = Ism, telefon yoki elektron pochtani oʻzgartirish uchun bizga murojaat qiling.
mine-answers-ask = Biror narsa oʻzgargan boʻlsa, bizga ayting. Oʻzimiz tuzatamiz.
mine-answers-said = Bizga aytganlaringiz
mine-answers-none = aytilmagan
mine-error-stale = Javoblar bu orada oʻzgardi. Yozganlaringiz shaklda turibdi. Saqlasangiz, avvalgisining oʻrniga yoziladi.
mine-error-late = Javoblarni bu yerda endi oʻzgartirib boʻlmaydi.
mine-changed-saved = Javoblar saqlandi.
mine-changed-keeps_place = Javoblar saqlandi. Oʻrin qoladi.
mine-changed-keeps_turn = Javoblar saqlandi. Navbatdagi oʻrin oʻzgarmadi.
mine-queue = Navbatdagi oʻrningiz: { $place }. Navbatda jami { $n } kishi.
mine-why-title = Nega oʻrin boshqalarga oldinroq taklif qilindi
mine-why-intro = Oʻrinlar navbat bilan taklif qilinadi. Baʼzan oʻrin navbatdagi odamga berilmaydi:
mine-why-kept_for_stratum = U odamlarning bir guruhi uchun saqlangan, har bir guruh qatnasha olsin deb.
mine-why-no_fallback = Siz oʻz guruhingizning oʻrinlarini kutyapsiz, bu oʻrin ularga kirmaydi.
mine-why-party_too_large = Siz boshqalar bilan birga kutyapsiz, hammangizga bir vaqtda oʻrin yetmadi.
mine-why-times = { $n } marta, oxirgisi: { $when }
mine-why-keeps = Navbatingiz saqlanadi. Mos keladigan keyingi oʻrin sizga taklif qilinadi.
mine-print-link = Shaxsiy havolani ham chop etish
mine-print-link-hint = Faqat shu boʻlim ochiq turganda u qogʻozga chiqadi.
