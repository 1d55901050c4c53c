# What every page shares.

ui-skip = Негизги бөлүккө өтүү
ui-nav = Негизги меню
ui-nav-events = Тренингдер
ui-nav-testimonials = Катышуучулардын үнү
ui-nav-voices = Үндөр
ui-nav-about = Биз жөнүндө
ui-nav-today = Бүгүн
ui-nav-queue = Пикирлер
ui-nav-people = Адамдар
ui-nav-team = Команда
ui-nav-audit = Аракеттер журналы
ui-nav-settings = Жөндөөлөр
ui-language = Тил
ui-sign-out = Чыгуу
ui-footer-nav = Сайт жөнүндө
ui-footer-privacy = Маалыматыңыз кантип сакталат
ui-footer-accessibility = Жеткиликтүүлүк
ui-footer-find = Жеке шилтемемди жоготуп алдым
ui-footer-staff = Кызматкерлер үчүн кирүү
ui-quick-exit = Тез чыгуу

ui-back = Артка
ui-to-home = Башкы бетке
ui-save = Сактоо
ui-cancel = Жокко чыгаруу
ui-search = Издөө
ui-yes = Ооба
ui-no = Жок
ui-newer = Кийинкилер
ui-older = Мурункулар
ui-page-before = Мурунку барак
ui-page-after = Кийинки барак
ui-pagination = Тизменин барактары
ui-breadcrumb = Сиз бул жердесиз
ui-step-done = бүттү
ui-step-current = азыр
ui-step-ahead = алдыда

ui-optional = милдеттүү эмес
ui-honeypot = Бул жерге эч нерсе жазбаңыз
ui-error-send-again = Жазганыңыздын баары сакталды. Дагы бир жолу жөнөтүңүз.
ui-error-form-stale = Бул форма өтө көптөн бери ачык турган. Жазганыңыздын баары сакталды: дагы бир жолу жөнөтүңүз.
ui-error-crowded = Сиздин тармактан азыр өтө көп форма келип жатат. Жазганыңыздын баары сакталды: бир мүнөт күтүп, кайра жөнөтүңүз.
ui-errors-heading = Төмөнкүлөрдү оңдоңуз
ui-errors-heading-whole = Азырынча жөнөтүлгөн жок
ui-error-prefix = Ката:
ui-error-required = Бул жерди толтуруңуз.
ui-error-choose = Тандаңыз.
ui-error-too-long = Текст өтө узун. { $max } белгиге чейин кыскартыңыз.
ui-error-choice = Сунушталгандардын бирин тандаңыз.
ui-error-number = { $min } менен { $max } аралыгындагы бүтүн санды жазыңыз.
ui-error-email = name@example.org түрүндө жазыңыз.
ui-error-phone = Номерди толук жазыңыз, мисалы, 0700 123 456.
ui-error-date = Күндү текшериңиз: мындай күн жок.
ui-error-agree = Улантуу үчүн ушуну белгилеңиз.

ui-content-note = Оор окуялар айтылат:
ui-original-in = Түп нусканын тили: { $language }
ui-translated-from = Котормо. Түп нусканын тили: { $language }
ui-read-in = Окуу: { $language }

ui-chart-table = Сандарды таблица түрүндө көрүү
ui-chart-count = Саны
ui-chart-hidden = { $n } санынан аз
ui-chart-note = Эч ким таанылып калбасын деп, { $n } санынан аз көрсөткүчтөр жашырылды.

ui-bad-request-heading = Суранычты түшүнө алган жокпуз
ui-bad-request-help = Шилтеме толук эмес же форма эскирген окшойт. Артка кайтып, баракты жаңыртып, дагы бир жолу аракет кылыңыз.
ui-forbidden-heading = Бул барак сизге ачык эмес
ui-forbidden-help = Бул барак жумушуңузга керек болсо, координаторго кайрылыңыз: уруксатты ал бере алат.
ui-not-found-heading = Мындай барак жок
ui-not-found-help = Шилтемени текшериңиз. Билдирүүдөн көчүргөн болсоңуз, толук көчүрүлгөнүн караңыз.
ui-conflict-heading = Бул арада бир нерсе өзгөрүп кетти
ui-conflict-help = Башка бирөө сизден мурун сактап койду. Баракты жаңыртып, жаңы абалын көрүп, дагы бир жолу аракет кылыңыз.
ui-gone-heading = Бул текст мындан ары жарыяланбайт
ui-gone-help = Пикир ээси макулдугун кайтарып алышы же мөөнөтү бүтүшү мүмкүн. Башка пикирлерди «Катышуучулардын үнү» барагынан окуй аласыз.
ui-gone-link-heading = Бул шилтеме мындан ары иштебейт
ui-gone-link-help = Ал ачкан маалымат өчүрүлгөн же мөөнөтү бүткөн.
ui-too-large-heading = Жөнөтүлгөн маалымат өтө чоң
ui-too-large-help = Текстти кыскартып же кичирээк файл тандап, дагы бир жолу жөнөтүңүз.
ui-internal-heading = Биз тараптан ката кетти
ui-internal-help = Бул сиздин күнөөңүз эмес. Бир аздан кийин дагы аракет кылыңыз. Кайталанса, төмөнкү номерди бизге айтыңыз.
ui-incident = Катанын номери:
ui-busy-heading = Азыр сайтка өтө көп адам кирди
ui-busy-help = Бир мүнөт күтүп, баракты жаңыртыңыз.

ui-state-loading = Жүктөлүүдө…
ui-state-empty = Азырынча бул жерде эч нерсе жок.
ui-state-nothing-found = Эч нерсе табылган жок. Издөөнү кеңейтип көрүңүз.
ui-state-offline = Байланыш жок. Белгилериңиз бул телефондо сакталды, байланыш келгенде жөнөтүлөт.
ui-state-expired = Мөөнөтү бүттү.
ui-state-full = Бардык орундар ээленди.
ui-state-closed = Каттоо жабылды.
ui-state-saved = Сакталды.
ui-state-refused = Бул аракет азыр мүмкүн эмес.

# In the place of the name of somebody whose data was erased, and of one that does not open.
ui-erased = Өчүрүлгөн
ui-damaged = Окулбайт

ui-send-sms = SMS аркылуу
ui-send-whatsapp = WhatsApp аркылуу
ui-send-telegram = Telegram аркылуу
ui-send-hint = Баскычтар өз түзмөгүңүздөгү колдонмону ачат, башка сайт аркылуу эч нерсе өтпөйт. Колдонмо текстсиз ачылса, аны жогорудан көчүрүп алыңыз.
