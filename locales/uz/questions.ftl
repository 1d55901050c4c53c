# Tadbirning qoʻshimcha savollari: formaning boʻlimi va ularni tuzish.

questions-group = Yana bir nechta savol
questions-more = { $n ->
    [one] Javobingizga koʻra yana bitta savol chiqdi. Yozganlaringiz saqlandi.
   *[other] Javoblaringizga koʻra yana { $n } ta savol chiqdi. Yozganlaringiz saqlandi.
}
questions-note-coordinators = Faqat koordinatorlar koʻradi. Treningdan keyin { $n } kun ichida oʻchiriladi.
questions-note-facilitators = Koordinatorlar va fasilitatorlar koʻradi. Treningdan keyin { $n } kun ichida oʻchiriladi.
questions-unsaid = Javob yoʻq
questions-choose = Tanlang

# Xodimlar uchun

questions-title = Savollar
questions-link = Forma savollari
questions-lead = Roʻyxatdan oʻtish formasi bularni hammaga beriladigan savollardan keyin soʻraydi. Faqat treningga tayyorlanish uchun kerak narsani soʻrang.
questions-none = Hozircha savol yoʻq
questions-none-help = Forma ism, bogʻlanish yoʻli, ehtiyojlar va rozilikni soʻraydi.
questions-new = Savol qoʻshish
questions-edit = Savolni oʻzgartirish
questions-preview = Oldindan koʻrish
questions-preview-lead = Forma savollarni shunday koʻrsatadi. Bu yerga yozganingiz saqlanmaydi.
questions-preview-in = Koʻrsatish tili
questions-try = Javoblarni sinab koʻrish
questions-try-hint = Javobga bogʻliq savollar shunda chiqadi.
questions-retired = Endi soʻralmaydi
questions-retired-help = Avval berilgan javoblarni oʻchirilguncha oʻqish mumkin.
questions-if = Faqat shunday javob berilsa soʻraladi: { $answer }
questions-required = javob shart
questions-required-label = Bu savolga javob berish shart
questions-kept = treningdan { $n } kun keyin oʻchiriladi
questions-missing = Yetishmaydi: { $languages }
questions-up = Yuqoriga
questions-down = Pastga
questions-up-named = Yuqoriga surish: { $question }
questions-down-named = Pastga surish: { $question }
questions-done-saved = Savol saqlandi.
questions-done-moved = Tartib oʻzgardi.
questions-done-retired = Savol endi soʻralmaydi.

questions-answer = Javob
questions-kind = Javob turi
questions-kind-text = qisqa matn
questions-kind-long_text = uzun matn
questions-kind-one_choice = bir nechta variantdan biri
questions-kind-many_choices = istalgancha variant
questions-kind-number = butun son
questions-kind-date = sana
questions-kind-yes_no = ha yoki yoʻq
questions-label = Savol
questions-label-hint = Treningning asosiy tilida shart. Oʻquvchining tilida matn boʻlmasa, boshqa tildagisi koʻrsatiladi.
questions-help = Izoh
questions-help-hint = Nima uchun soʻraysiz yoki misol. Boʻsh qolsa ham boʻladi.
questions-text-missing = Bu tilda hali yoʻq.
questions-options = Variantlar
questions-options-hint = Variantli ikki tur uchun, koʻpi bilan { $max } ta. Variantni olib tashlash uchun uni barcha tillarda oʻchiring; avval berilgan javoblar oʻqilaveradi.
questions-option-n = { $n }-variant
questions-option-add = Yana variant qoʻshish
questions-rules = Qoidalar
questions-shown-if = Qachon soʻraladi
questions-shown-if-hint = Faqat shu savoldan oldin turgan savollarni tanlash mumkin.
questions-always = har doim
questions-seen-by = Javoblarni kim koʻradi
questions-seen-by-hint = Fasilitatorlar ularni ishtirokchilar roʻyxatida, ism yonida koʻradi.
questions-seen-by-coordinators = faqat koordinatorlar
questions-seen-by-facilitators_too = koordinatorlar va fasilitatorlar
questions-keep-days = Javoblar treningdan necha kun keyin oʻchiriladi
questions-keep-days-hint = Oʻzi bogʻliq boʻlgan savolnikidan uzoq boʻlmaydi. Ism oʻchirilganda javoblar ham oʻchiriladi.
questions-min = Eng kichik son
questions-max = Eng katta son
questions-number-only = Faqat sonlar uchun.
questions-answered-title = Bu savolga javob berilgan
questions-answered = Soʻzlarini faqat berilgan javoblarga mos keladigan qilib oʻzgartiring. Javob turi oʻzgarmaydi.
questions-retire-title = Endi soʻramaslik
questions-retire-help = Savol formadan yoʻqoladi. Avval berilgan javoblarni oʻchirilguncha oʻqish mumkin.
questions-retire = Endi soʻramaslik

questions-error-order = Savol oʻzi bogʻliq boʻlgan savoldan keyin turishi kerak.
questions-error-condition = Shartdagi javob endi taklif qilinmaydi. Qaytadan tanlang.
questions-error-needed = Boshqa savol oʻchiriladigan javobga bogʻliq. Avval oʻsha savolni oʻzgartiring.
questions-error-outlives = Javoblarni oʻzi bogʻliq boʻlgan savolning javoblaridan uzoq saqlab boʻlmaydi.
questions-error-outlived = Bu savolga bogʻliq savol uzoqroq saqlanadi. Avval oʻsha savolni oʻzgartiring.
questions-error-too-many = Bitta formaga bundan koʻp savol sigʻmaydi.
questions-error-long-texts = Bitta formaga bundan koʻp uzun matn sigʻmaydi.
questions-error-at-desk = Fasilitatorlarga koʻrsatiladigan javoblar bundan koʻp boʻlmaydi: ism yoniga sigʻmaydi.
questions-error-stale = Bu savolni shu orada boshqa kishi oʻzgartirdi. Qaytadan qarab chiqing; hozir saqlasangiz, uning oʻrniga sizniki yoziladi.
questions-error-kind = Bu savolga javob berilgan: turini oʻzgartirib boʻlmaydi.
questions-error-depended = Boshqa savollar shu savolning javobiga bogʻliq. Avval ularni oʻzgartiring.
questions-error-options = Kamida { $n } ta variant yozing.
questions-error-limits = Eng katta son eng kichigidan kichik.
