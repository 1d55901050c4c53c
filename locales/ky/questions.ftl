# Иш-чаранын кошумча суроолору: форманын бөлүгү жана аларды түзүү.

questions-group = Дагы бир нече суроо
questions-more = { $n ->
    [one] Жообуңузга байланыштуу дагы бир суроо бар. Жазганыңыз сакталды.
   *[other] Жоопторуңузга байланыштуу дагы { $n } суроо бар. Жазганыңыз сакталды.
}
questions-note-coordinators = Координаторлор гана көрөт. Тренингден кийин эң кеч дегенде { $n } күн ичинде өчүрүлөт.
questions-note-facilitators = Координаторлор менен фасилитаторлор көрөт. Тренингден кийин эң кеч дегенде { $n } күн ичинде өчүрүлөт.
questions-unsaid = Жооп жок
questions-choose = Тандаңыз

# Кызматкерлер үчүн

questions-title = Суроолор
questions-link = Форманын суроолору
questions-lead = Каттоо формасы буларды баарына берилген суроолордон кийин сурайт. Тренингди даярдоого керегин гана сураңыз.
questions-none = Азырынча суроо жок
questions-none-help = Форма аты-жөнүн, байланышуу жолун, адамга эмне керектигин жана макулдугун сурайт.
questions-new = Суроо кошуу
questions-edit = Суроону өзгөртүү
questions-preview = Алдын ала көрүү
questions-preview-lead = Форма суроолорду ушундай көрсөтөт. Бул жерге жазганыңыз сакталбайт.
questions-preview-in = Көрсөтүү тили
questions-try = Жоопторду сынап көрүү
questions-try-hint = Жоопко көз каранды суроолор ошондо чыгат.
questions-retired = Эми суралбайт
questions-retired-help = Мурда берилген жооптор өчүрүлгөнгө чейин окулат.
questions-if = Ушундай жооп берилсе гана суралат: { $answer }
questions-required = жооп милдеттүү
questions-required-label = Бул суроого жооп берүү милдеттүү
questions-kept = тренингден { $n } күн кийин өчүрүлөт
questions-missing = Жетишпейт: { $languages }
questions-up = Жогору
questions-down = Төмөн
questions-up-named = Жогору жылдыруу: { $question }
questions-down-named = Төмөн жылдыруу: { $question }
questions-done-saved = Суроо сакталды.
questions-done-moved = Ирети өзгөрдү.
questions-done-retired = Суроо эми суралбайт.

questions-answer = Жооп
questions-kind = Жооптун түрү
questions-kind-text = кыска текст
questions-kind-long_text = узун текст
questions-kind-one_choice = бир нече варианттан бири
questions-kind-many_choices = каалаганча вариант
questions-kind-number = бүтүн сан
questions-kind-date = дата
questions-kind-yes_no = ооба же жок
questions-label = Суроо
questions-label-hint = Тренингдин негизги тилинде милдеттүү. Текст жок тилде окугандар башка тилдегисин көрөт.
questions-help = Түшүндүрмө
questions-help-hint = Эмне үчүн сурайсыз, же мисал. Бош калса да болот.
questions-text-missing = Бул тилде азырынча жок.
questions-options = Варианттар
questions-options-hint = Варианттуу эки түр үчүн, эң көбү { $max }. Вариантты алып салуу үчүн анын бардык тилдердеги текстин өчүрүңүз; мурда берилген жооптор окула берет.
questions-option-n = { $n }-вариант
questions-option-add = Дагы вариант кошуу
questions-rules = Эрежелер
questions-shown-if = Качан суралат
questions-shown-if-hint = Ушул суроодон мурда турган суроолорду гана тандоого болот.
questions-always = дайыма
questions-seen-by = Жоопторду ким көрөт
questions-seen-by-hint = Фасилитаторлор аларды катышуучулардын тизмесинде, аттын жанында көрөт.
questions-seen-by-coordinators = координаторлор гана
questions-seen-by-facilitators_too = координаторлор менен фасилитаторлор
questions-keep-days = Жооптор тренингден канча күн кийин өчүрүлөт
questions-keep-days-hint = Бул суроо көз каранды болгон суроонун мөөнөтүнөн узак эмес. Ат өчүрүлгөндө жооптор да өчүрүлөт.
questions-min = Эң кичине сан
questions-max = Эң чоң сан
questions-number-only = Сандар үчүн гана.
questions-answered-title = Бул суроого жооп берилген
questions-answered = Суроонун сөздөрүн берилген жоопторго туура келе тургандай гана өзгөртүңүз. Жооптун түрү өзгөрбөйт.
questions-retire-title = Мындан ары сурабоо
questions-retire-help = Суроо формадан жоголот. Мурда берилген жооптор өчүрүлгөнгө чейин окулат.
questions-retire = Мындан ары сурабоо

questions-error-order = Суроо өзү көз каранды болгон суроодон кийин турушу керек.
questions-error-condition = Шартындагы жооп эми сунушталбайт. Кайра тандаңыз.
questions-error-needed = Жоголо турган жоопко башка суроо байланыштуу. Адегенде ошол суроону өзгөртүңүз.
questions-error-outlives = Жооптор бул суроо көз каранды болгон суроонун жоопторунан узак сакталбашы керек.
questions-error-outlived = Бул суроого көз каранды суроо узагыраак сакталат. Адегенде ошол суроону өзгөртүңүз.
questions-error-too-many = Бир формага мындан көп суроо батпайт.
questions-error-long-texts = Бир формага мындан көп узун текст батпайт.
questions-error-at-desk = Фасилитаторлорго көрсөтүлгөн жооптор мындан көп болбойт: аттын жанына батпайт.
questions-error-stale = Бул суроону башка бирөө өзгөртүп койду. Кайра карап чыгыңыз; азыр сактасаңыз, сиздики анын ордуна калат.
questions-error-kind = Бул суроого жооп берилген: түрүн өзгөртүүгө болбойт.
questions-error-depended = Башка суроолор ушул суроонун жообуна байланыштуу. Адегенде аларды өзгөртүңүз.
questions-error-options = Кеминде { $n } вариант жазыңыз.
questions-error-limits = Эң чоң сан эң кичинесинен кичине болуп калды.
