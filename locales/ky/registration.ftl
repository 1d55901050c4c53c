# Форма

registration-title = Катталуу: { $event }
registration-heading = Тренингге катталуу
registration-to-event = Тренингдин барагына
registration-other-events = Башка тренингдер
registration-intro-time = Толтурууга эки мүнөттөй убакыт кетет. Аты-жөнүңүз, байланышуу жолу жана макулдугуңуз гана милдеттүү.
registration-intro-why = Маалымат орун даярдоо жана сизге кабар берүү үчүн керек. Ар бир бөлүктө эмне үчүн суралганы жазылган.
registration-intro-who = Аны бул тренингдин координаторлору гана көрөт. Фасилитаторлор атыңызды, кодуңузду жана керектөөлөрүңүздү көрөт.
registration-intro-deleted = Азырынча маалымат өзүнөн өзү өчүрүлбөйт: сиз өчүрүүнү сураганга чейин сакталат. Муну каалаган убакта сурай аласыз.
registration-group-you = Сиз
registration-full-name = Аты-жөнүңүз
registration-full-name-hint = Тизмеде кандай турсун десеңиз, ошондой жазыңыз.
registration-call-name = Сизге кандай ат менен кайрылалы?
registration-call-name-hint = Бош калтырсаңыз, биринчи сөздү алабыз.
registration-group-reach = Сизге кантип кабар беребиз
registration-reach-hint = Телефон же электрондук дарек керек, экөөнүн бири жетиштүү.
registration-phone = Телефон
registration-phone-hint = Мисалы, 0700 123 456 же +998 90 123 45 67.
registration-email = Электрондук дарек
registration-email-hint = Жеке шилтемеңизди ушул дарекке жөнөтөбүз.
registration-locale = Сизге кайсы тилде жазалы?
registration-group-needs = Сизге эмне керек
registration-needs = Катышуу үчүн мага керек
registration-needs-hint = Алдын ала даярдашыбыз үчүн сурайбыз.
registration-need-interpreter = Котормочу
registration-need-step_free = Тепкичсиз кирүү
registration-need-childcare = Балага кароо
registration-need-travel = Жол киреге жардам
registration-diet = Тамак-аш
registration-diet-hint = Эмне жебейсиз? Мисалы, эт же жаңгак.
registration-note = Дагы эмнени билишибиз керек?
registration-note-hint = Башка адамдар тууралуу жазбаңыз.
registration-group-about = Өзүңүз жөнүндө
registration-about-hint = Ар кандай адамдар катышып жатканын билүү үчүн гана сурайбыз. Отчётторго атсыз сандар гана кирет. Жооп бербесеңиз да болот.
registration-unsaid = Айткым келбейт
registration-age = Жаш тобу
registration-age-under_18 = 18 жашка чейин
registration-age-18_24 = 18–24
registration-age-25_34 = 25–34
registration-age-35_49 = 35–49
registration-age-50_64 = 50–64
registration-age-65_over = 65 жаш жана андан жогору
registration-sex = Жынысы
registration-sex-female = аял
registration-sex-male = эркек
registration-sex-other = башка
registration-home-region = Кайсы аймакта жашайсыз?
registration-organisation = Уюм же топ
registration-group-agreement = Макулдук
registration-agreement-hint = Ар бирин өзүнчө чечесиз.
registration-agreement-needed = Мунсуз сизди каттай албайбыз.
registration-agreement-free = Милдеттүү эмес. Жеке барагыңыздан каалаган убакта өзгөртө аласыз.
registration-consent-participation-v1 = Бул тренингди уюштуруу үчүн ушул барактагы маалыматымды сактоого жана колдонууга макулмун.
registration-consent-future_contact-v1 = Келечектеги тренингдер тууралуу мага кабар берүүгө макулмун.
registration-consent-photos-v1 = Тренингде тартылган сүрөттөрдө көрүнүшүмө жана алардын отчетторго кирүүсүнө макулмун.
registration-send = Катталуу
registration-send-hint = Андан кийин жеке шилтемеңиз ачылат.
registration-error-contact = Телефон номерин же электрондук даректи жазыңыз.
registration-error-either = Толук телефон номерин же электрондук даректи жазыңыз.
registration-full-title = Азыр бош орун жок
registration-full = { $n ->
    [0] Сиз күтүү тизмесине биринчи болуп жазыласыз. Орун бошосо, сизге сунуштайбыз.
   *[other] Күтүү тизмесинде { $n } адам бар. Катталсаңыз, кезек менен сизге орун сунушталат.
}
registration-not-yet = Каттоонун башталышы: { $when } ({ $left }).
registration-closed = Каттоо жабылды.
registration-too-often = Бул номер же дарек менен бүгүн өтө көп жолу катталууга аракет болду. Жазганыңыздын баары сакталды: эртең жөнөтүңүз же бизге чалыңыз.
registration-over = Бул тренинг өтүп кетти.
registration-cancelled = Бул тренинг болбойт.
registration-done-title = Катталууңузду алдык
registration-done-again = Эгер бул телефон же дарек менен мурда катталган болсоңуз, экинчи орун алынган жок. Электрондук дарегиңиз бизде болсо, ага жеке шилтемени кайра жөнөттүк.
registration-done-nothing = Кат келбесе, уюштуруучуларга кайрылыңыз: алар шилтемени башка жол менен бере алат.

# Жеке шилтемени жоготкондор жана код

registration-find-title = Жеке шилтемемди жоготуп алдым
registration-find-lead = Катталганда берген дарегиңизди жазыңыз. Алдыдагы тренингдердин шилтемелерин кайра жөнөтөбүз.
registration-find-contact = Электрондук дарек же телефон
registration-find-contact-hint = Мисалы, aigul@example.org.
registration-find-send = Шилтемени жөнөтүү
registration-find-sent-title = Суранычыңызды алдык
registration-find-sent = Эгер бул телефон же дарек бизде болсо, шилтемелерди жөнөттүк. Почтаңызды жана «Спам» папкасын караңыз.
registration-find-no-mail = Телефон гана берген болсоңуз, уюштуруучуларга кайрылыңыз: алар шилтемени өздөрү берет.
registration-code-title = Бул катышуучунун коду
registration-code-what = Аны тренингге кире бериште кызматкерлер окуйт. Бул жерде эч кандай маалымат көрсөтүлбөйт.
registration-code-yours = Код сиздики болсо, аны кире бериште көрсөтүңүз.

# Жеке барак

registration-mine-received = Катталууңуз кабыл алынды.
registration-mine-confirmed = Ордуңуз ырасталды.
registration-mine-waitlisted = Сиз күтүү тизмесиндесиз.
registration-mine-offered = Сизге орун сунушталды.
registration-mine-declined = Бул жолу орун берилген жок.
registration-mine-withdrawn = Катталуу жокко чыгарылды.
registration-mine-expired = Жооп берүү мөөнөтү өтүп кетти.
registration-mine-event-over = Бул тренинг өттү.
registration-mine-event-cancelled = Бул тренинг болбойт.
registration-next-received = Тандоо бүткөндө сизге кабар беребиз.
registration-next-confirmed = Келгенде ушул кодду көрсөтүңүз. Келе албасаңыз, ордуңузду башкага бошотуп бериңиз.
registration-next-walk-in = Сиз алдын ала катталбай келдиңиз, биз сизди каттадык. Ушул кодду көрсөтүңүз.
registration-next-waitlisted = { $n ->
    [0] Кезекте биринчисиз. Орун бошосо, сизге сунуштап, качанга чейин жооп берүү керегин жазабыз.
   *[other] Сизге чейин { $n } адам бар. Орун бошосо, кезек менен сунуштайбыз.
}
registration-next-offered = Жооп берүү мөөнөтү: { $when } ({ $left }). Ага чейин орун сизге сакталат.
registration-next-declined = Башка тренингдерге катталсаңыз, кубанабыз.
registration-next-withdrawn = Эч нерсе кылуунун кереги жок. Ордуңуз башкага берилет.
registration-next-expired = Орун кийинки адамга сунушталат. Каттоо ачык болсо, кайра катталсаңыз болот.
registration-next-event-cancelled = Келүүнүн кереги жок. Кечирим сурайбыз.
registration-next-event-over = Рахмат. Бул барак маалыматыңыз өчүрүлгөнгө чейин ачык болот.
registration-new-title = Катталдыңыз
registration-new-mail = { $email } дарегине кат жаздык. Кат келбесе, даректи текшериңиз.
registration-new-no-mail = Электрондук дарек берген жоксуз, ошондуктан кат келбейт.
registration-new-keep = Бул баракты сактап коюңуз: катталууңузду ушул шилтеме гана ачат. Аны башкаларга бербеңиз.
registration-offer-accept = Ооба, катышам
registration-offer-decline = Жок, башкага бериңиз
registration-offer-late = Бул сунуштун мөөнөтү өтүп кеткен.
registration-too-late = Бул катталууну эми өзгөртүүгө болбойт.
registration-code = Сиздин код
registration-code-hint = Кире бериште көрсөтүңүз же айтыңыз. Басып чыгарсаңыз да болот.
registration-qr = Кодуңуз QR түрүндө
registration-when-where = Качан жана кайда
registration-when = Качан
registration-next-date = Кийинки жолугушуу
registration-sessions = Сабактар
registration-venue = Кайда
registration-safe = Так күнү жана дареги орун ырасталганда айтылат.
registration-about-event = Тренинг жөнүндө
registration-tasks = Эмне кыла алам
registration-task-calendar = Календарыма кошуу
registration-task-testimonial = Тренинг эмне бергенин айтып берүү
registration-task-again = Кайра катталуу
registration-task-withdraw = Катышуудан баш тартуу
registration-words = Менин сөздөрүм
registration-agreements = Менин макулдуктарым
registration-agreements-help = Каалаган убакта өзгөртө аласыз. Себеби суралбайт.
registration-agreed-since = Макулдук берилген: { $when }
registration-taken-back = Макулдук кайтарып алынган: { $when }
registration-agreed-never = Макулдук берилген эмес
registration-to-mine = Жеке барагыма
registration-withdraw-title = Катышуудан баш тартасызбы?
registration-withdraw-what = Ордуңуз кезектеги адамга сунушталат. Себебин айтуунун кереги жок.
registration-withdraw-yes = Ооба, баш тартам
registration-withdraw-no = Жок, катышам

# Кызматкерлер үчүн

registration-list-title = Катталгандар
registration-one-title = Катталуу
registration-list-empty = Бул жерде азырынча эч ким жок.
registration-state-all = Баары
registration-state-received = кабыл алынды
registration-state-confirmed = ырасталды
registration-state-waitlisted = күтүү тизмесинде
registration-state-offered = орун сунушталды
registration-state-declined = орун берилген жок
registration-state-withdrawn = жокко чыгарылды
registration-state-expired = сунуштун мөөнөтү өттү
registration-past-capacity = орундан ашык
registration-source = Кантип катталды
registration-source-web = сайттан
registration-source-staff = кызматкер киргизген
registration-source-walk_in = алдын ала катталбай келген
registration-col-name = Аты-жөнү
registration-col-state = Абалы
registration-col-code = Код
registration-col-contact = Байланыш
registration-col-needs = Керек
registration-col-waiting = Кезек
registration-ahead = { $n ->
    [0] кезекте биринчи
   *[other] алдында { $n } адам бар
}
registration-fact-call-name = Кайрылуу
registration-fact-locale = Билдирүүлөрдүн тили
registration-fact-home-region = Жашаган аймагы
registration-fact-note = Кошумча маалымат
registration-offer-until = Сунуштун мөөнөтү
registration-created = Катталган
registration-changed = Акыркы өзгөрүү
registration-actions = Аракеттер
registration-withdraw-for = Катышуучунун атынан баш тартуу
registration-by-hand = Билдирүүнү өзүңүз жөнөтүү
registration-by-hand-hint = Жеке шилтеме ачылат. Муну ачканыңыз аракеттер журналына жазылат.
registration-by-hand-care = Шилтеме катышуучунун барагын ачат. Аны ээсине гана жөнөтүңүз.
registration-by-hand-copy = Көчүрүү үчүн текст
registration-by-hand-sms = SMS жазуу
registration-by-hand-whatsapp = WhatsApp ачуу
registration-by-hand-text = Саламатсызбы! Катталууңуздун абалы: { $state }. Жеке шилтемеңиз: { $link } Аны башкаларга бербеңиз.
registration-ledger-empty = Макулдук жазылган эмес.
registration-ledger-when = Качан
registration-ledger-purpose = Эмне үчүн
registration-ledger-act = Чечим
registration-ledger-evidence = Кантип берилген
registration-ledger-text = Текст
registration-ledger-version = { $n }-редакция
registration-purpose-participation = катышуу
registration-purpose-future_contact = келечектеги тренингдер
registration-purpose-photos = сүрөттөр
registration-act-grant = берилди
registration-act-withdraw = кайтарып алынды
registration-evidence-web_form = сайттагы форма
registration-evidence-private_link = жеке шилтеме
registration-evidence-paper = кагаз
registration-evidence-read_back = үн чыгарып окулган
registration-evidence-staff = кызматкер аркылуу
