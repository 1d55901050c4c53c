# Тренингдин редактору: бөлүмдөр, текшерүү тизмеси, алдын ала көрүү, көчүрмөлөр, сериялар.

editor-sections = Редактордун бөлүмдөрү
editor-section-texts = Тексттер
editor-section-sessions = Сабактар
editor-section-registration = Каттоо жана орундар
editor-section-practical = Шарттар жана коопсуздук
editor-languages = Тилдер

editor-start-lead = Баштоого бир нече жооп жетет. Натыйжада кызматкерлер гана көргөн долбоор түзүлөт; эмне жетишпегени кийинки баракта жазылат.
editor-start-title-hint = Негизги тилде. Башка тилдерди кийин кошсоңуз болот.
editor-start-session = Биринчи сабак
editor-start-zone = Убакыт алкагы: { $zone }. Алкакты кийин өзгөртүп, дагы сабак кошсоңуз болот.
editor-start-capacity-hint = Каалаган убакта өзгөртсөңүз болот.
editor-start-save = Долбоорду сактоо

editor-main-locale-question = Тексттер кайсы тилде толук жазылган?
editor-language-complete = баары бар
editor-language-missing = { $n } текст жетишпейт
editor-text-needed = Жарыялоо үчүн керек.
editor-zone-question = Убакыт кайсы алкакта жазылган?
editor-window = Качан катталса болот
editor-admission-free = Эч ким арыз бере электе, орун ала электе же күтө электе өзгөртсө болот.
editor-admission-bound = Бул шарттарда бирөө арыз берген, орун алган же күтүп турат. Ошондуктан аларды мындан ары өзгөртүүгө болбойт.
editor-safety = Коопсуздук
editor-safe-mode-hint = Окурмандар айды жана аймакты гана көрөт: күнү да, жери да, календарь файлы да жок; издөө системалары баракты көрсөтпөйт. Күнү менен жерин орду ырасталгандар гана билет.

editor-window-opens-published = Тренинг жарыяланганда каттоо ачылат.
editor-window-opens = Каттоо { $when } ачылат: { $day }.
editor-window-open = Каттоо ачык.
editor-window-closes = { $when } жабылат: { $day }.
editor-window-closed = Каттоо { $when } жабылды: { $day }.

editor-told-before = Убактысы же жери өзгөрсө жана орун алгандар болсо, кимге эмне айтыларын алгач көрөсүз.
editor-tell-title = Сакталып, баарына кабар берилсинби?
editor-tell-before = Мурда:
editor-tell-after = Эми:
editor-tell-save = Сактап, { $n } адамга кабар берүү
editor-tell-back = Формага кайтуу
editor-concerned = { $n ->
    [0] Азырынча орун алган да, кезекте турган да жок.
   *[other] { $n } адам орун алган же кезек күтүп турат.
}
editor-concerned-written = { $n } адамга бирден кат жөнөтүлөт.
editor-concerned-by-hand = { $n } адамга өзүңүз айтасыз: чалыңыз же даяр билдирүүнү жөнөтүңүз.

editor-checklist = Жарыялоодон мурун
editor-checklist-after = Дагы карап коё турган нерселер
editor-checklist-later = Тренинг жарыяланган. Окурмандарга же кызматкерлерге булар жетишпеши мүмкүн:
editor-checklist-ready = Жарыялоого эч нерсе тоскоол эмес. Адегенде алдын ала көрүп алыңыз.
editor-checklist-missing = Жарыялоо үчүн { $n } нерсе жетишпейт.
editor-standing-done = Даяр
editor-standing-advice = Карап коюңуз
editor-standing-missing = Жетишпейт
editor-point-texts = Негизги тилдеги тексттер
editor-point-translations = Котормолор
editor-point-sessions = Сабактар
editor-point-titles = Сабактардын аталыштары
editor-point-places = Орундар
editor-point-window = Качан катталса болот
editor-point-admission = Орунду ким алат
editor-point-criteria = Тандоонун критерийлери
editor-point-questions = Форманын суроолору
editor-point-safety = Коопсуз режим
editor-point-facilitators = Фасилитаторлор
editor-said-lacks = { $language }, жетишпейт: { $parts }
editor-said-all-languages = Төрт тилде тең бар.
editor-said-languages = Толук эмес: { $languages }. Окурмандарга башка тилдеги текст көрсөтүлөт.
editor-said-over = Сабактардын баары өтүп кеткен. Күндөрүн текшериңиз.
editor-said-sessions = { $n } сабак, { $when }
editor-said-titles = Ар бир сабактын аталышы бар.
editor-said-titles-missing = Негизги тилде аталышы жок сабак бар.
editor-said-places = { $n } орун
editor-said-criteria = Эң аз жана эң көп сандар, упайлар: орундар ушулар боюнча сунушталат.
editor-said-questions = { $n ->
    [0] Ар бир тренингде бар суроолор гана.
   *[other] Ар бир тренингде бар суроолордон тышкары { $n } өз суроосу бар.
}
editor-said-safe = Күйгүзүлгөн: күнү менен жери орун ырасталганда гана айтылат.
editor-said-open = Өчүрүлгөн: күнү менен жерин баары көрөт.
editor-said-facilitators = Дайындалды.
editor-not-ready = Азырынча жарыялоого болбойт

editor-table = Тексттер тилдер боюнча
editor-table-language = Тил
editor-table-main = (негизги)
editor-there = бар
editor-not-there = жок
editor-not-there-optional = бош

editor-preview = Алдын ала көрүү
editor-preview-lead = Окурмандар ушундай көрөт. Тили: { $language }. Бул баракты кызматкерлер гана көрөт.
editor-preview-back = Тренингге кайтуу

editor-copy = Көчүрүү
editor-copy-lead = Ушул тренингдей жаңы долбоор түзүлөт. Адамдар көчүрмөгө эч качан кирбейт.
editor-copy-day = Биринчи сабактын күнү
editor-copy-day-hint = Бул тренинг: { $when }. Бардык сабактар жана каттоо ошончо күнгө жылат, саатта өзгөрүү болбойт.
editor-copy-take = Эмнелер көчүрүлөт
editor-copy-take-hint = Аталышы жана жок дегенде бир сабак дайыма көчүрүлөт.
editor-copy-take-texts = Бардык тилдердеги тексттер
editor-copy-take-sessions = Бардык сабактар
editor-copy-take-pools = Орундар
editor-copy-take-questions = Форманын суроолору
editor-copy-take-criteria = Тандоонун критерийлери
editor-copy-take-facilitators = Фасилитаторлор
editor-copy-make = Долбоорду түзүү

editor-series = Серия
editor-series-lead = Тренинг ар жума же ар ай кайталанат. Калгандарынын ар бири өзүнчө долбоор, даяр болгондо жарыялайсыз.
editor-every = Качан кайталанат
editor-every-week = Жума сайын
editor-every-month = Ай сайын
editor-times = Баары болуп канча тренинг
editor-times-hint = Эң азы { $min }, эң көбү { $max }, ушул тренингди кошкондо.
editor-numbered = Аталышынын аягына номер коюу
editor-numbered-hint = Экинчиси «… (2)» деп аталат.
editor-series-make = Долбоорлорду түзүү
editor-spread = Бул тексттерди долбоорлорго көчүрүү
editor-spread-lead = Бул сериянын { $n } долбоору «{ $title }» тренингинин тексттерин алат. Номерлери калат.
editor-done-repeated = Серия түзүлдү. Жаңы тренингдер азырынча долбоор.
editor-done-spread = Долбоорлордун тексттери жаңыртылды.

editor-archive = Архивге салуу
editor-archive-title = Бул тренинг архивге салынсынбы?
editor-archive-lead = Анын барагы сайттан алынат. Кызматкерлер үчүн баары сакталат, жеке шилтемелер иштей берет. Муну артка кайтарууга болбойт.

editor-reason = Себеби, айткыңыз келсе
editor-reason-hint = Аны тренингдин барагынан ар бир адам окуй алат, ал билдирүүгө да жазылат. Ар бир тилде эң көбү 300 белги.
editor-reason-label = Себеби
editor-filter-all-states = Бардык абалдар

editor-error-ends-before-deadline = Каттоо жабылганча тренинг бүтүп калат. Алгач каттоонун мөөнөтүн эртерээк коюңуз.
editor-error-ends-before-answers = Тренинг жоопторду өзгөртүү мөөнөтүнөн мурун бүтүп калат. Алгач ал мөөнөттү эртерээк коюңуз.
editor-error-admission-people = Бирөө арыз берген, орун алган же күтүп турат. Орунду ким аларын мындан ары өзгөртүүгө болбойт.
editor-error-not-ready = Дагы бир нерсе жетишпейт. Эмне экени тренингдин барагында жазылган.
editor-error-day = Күндү текшериңиз, мисалы, 2026-11-25.
editor-error-day-past = Бул күн өтүп кеткен. Бүгүнкү же кийинки күндү тандаңыз.
editor-error-in-series = Бул тренинг мурда эле серияга кирген.
editor-error-no-series = Бул тренинг эч кандай серияга кирбейт.
