# Sign-in, own account, team, today, history of actions.

staff-sign-in-title = Кызматкерлер үчүн кирүү
staff-sign-in = Кирүү
staff-sign-in-help = Кире албай жатасызбы? Уюмуңуздун администраторуна кайрылыңыз.
staff-email = Электрондук дарек
staff-email-hint = Кийин ушул дарек менен киресиз.
staff-name = Аты-жөнү
staff-name-hint = Командадагылар сизди ушул ат менен көрөт.
staff-passphrase = Купуя сөз
staff-passphrase-now = Азыркы купуя сөз
staff-passphrase-new = Жаңы купуя сөз
staff-passphrase-again = Купуя сөздү кайталаңыз
staff-passphrase-hint = { $min } белгиден { $max } белгиге чейин. Эсиңизде оңой калган бир нече сөз эң жакшы.
staff-passphrase-change = Купуя сөздү өзгөртүү
staff-passphrase-change-help = Башка түзмөктөрдө кайрадан кирүү керек болот.

staff-error-sign-in = Дарек же купуя сөз туура эмес.
staff-error-email-taken = Бул дарек менен аккаунт бар. Башка дарек жазыңыз же ошол менен кириңиз.
staff-error-in-team = Бул дарек командада бар. Ролду ал адамдын барагынан бериңиз.
staff-error-passphrase-length = Купуя сөз { $min } белгиден { $max } белгиге чейин болушу керек.
staff-error-passphrase-again = Эки купуя сөз бирдей эмес.
staff-error-passphrase-now = Азыркы купуя сөз туура эмес.
staff-error-disabled = Бул аккаунт бөгөттөлгөн. Адегенде аны бөгөттөн чыгарыңыз.
staff-error-last-administrator = Бул жалгыз администратор. Адегенде бул ролду дагы бирөөгө бериңиз.

staff-join-title = Командага кошулуу
staff-join-role = Сиздин ролуңуз: { $role }.
staff-join-until = Бул шилтеме бир жолу гана иштейт. Мөөнөтү бүтөт: { $when }.
staff-join = Кошулуу
staff-join-void-title = Бул шилтеме иштебейт
staff-join-void-help = Ал колдонулган, мөөнөтү өткөн же толук көчүрүлгөн эмес. Сизди чакырган адамдан жаңы шилтеме сураңыз.

staff-role = Роль
staff-roles = Ролдор
staff-roles-none = Ролу жок
staff-role-facilitator = фасилитатор
staff-role-facilitator-hint = Катышууну белгилейт, катышуучулардын тизмесин көрөт.
staff-role-moderator = модератор
staff-role-moderator-hint = Пикирлерди жарыялоого даярдайт жана ырастайт.
staff-role-coordinator = координатор
staff-role-coordinator-hint = Тренингдерди уюштурат, каттоону жана пикирлерди башкарат.
staff-role-administrator = администратор
staff-role-administrator-hint = Координатор кыла алгандын баарын кылат, команданы башкарат, аракеттер журналын көрөт.
staff-role-auditor = аудитор
staff-role-auditor-hint = Тренингдерди жана аракеттер журналын көрөт, эч нерсени өзгөртпөйт.
staff-scope = Кайда
staff-scope-hint = Роль ушул жерде гана иштейт.
staff-scope-choose = Тандаңыз
staff-scope-all = бардык жерде
staff-scope-event = бир тренинг

staff-invite-title = Командага чакыруу
staff-invite-help = Бир жолу колдонулуучу шилтеме түзүлөт. Ал 7 күн иштейт.
staff-invite = Шилтеме түзүү
staff-invite-cancel = Чакырууну жокко чыгаруу
staff-invite-expires = Мөөнөтү
staff-invites = Жооп күткөн чакыруулар
staff-invited-title = Чакыруу даяр
staff-invited-by-hand = Шилтемени { $email } дарегиндеги адамга өзүңүз жөнөтүңүз.
staff-invited-mailed = Шилтеме { $email } дарегине жөнөтүлөт. Аны өзүңүз да бере аласыз.
staff-invited-once = Шилтеме бир гана жолу көрсөтүлөт

staff-grant-title = Роль берүү
staff-grant = Берүү
staff-revoke = Ролду алып коюу
staff-disabled = бөгөттөлгөн
staff-disable = Аккаунтту бөгөттөө
staff-disable-help = Бул адам ошол замат бардык түзмөктөрдөн чыгарылат жана мындан ары кире албайт. Ролдору сакталып калат.
staff-enable = Аккаунтту бөгөттөн чыгаруу
staff-enable-help = Бул адам мурунку ролдору менен кайра кире алат.

staff-account-title = Менин аккаунтум
staff-language = Сизге кайсы тилде жазалы?
staff-sessions = Аккаунтуңузга кирген түзмөктөр
staff-sessions-help = IP-дарек жана браузердин аты сакталбайт. Өзүңүздүкү эмес кирүүнү көрсөңүз, аны токтотуп, купуя сөздү өзгөртүңүз.
staff-session-since = Кирген убакыт
staff-session-seen = Акыркы жолу
staff-session-do = Аракет
staff-session-this = ушул түзмөк
staff-session-end = Чыгаруу
staff-done-passphrase = Купуя сөз өзгөртүлдү. Башка түзмөктөр чыгарылды.
staff-done-language = Тил сакталды.
staff-done-session = Ал түзмөк чыгарылды.

staff-code-title = Кирүүнүн экинчи кадамы
staff-code = Код
staff-code-hint = Колдонмодогу алты сан же калыбына келтирүү кодуңуздун бири.
staff-code-lost = Телефонуңуз да, калыбына келтирүү коддору да жокпу? Уюмуңуздун администраторуна кайрылыңыз.
staff-confirm-title = Бул сиз экениңизди ырастаңыз
staff-confirm-help = Бул маанилүү аракет болгондуктан, сиз экениңизди дагы бир жолу тактайбыз. Жазгандарыңыз сакталып турат.
staff-confirm = Ырастоо
staff-error-code = Код туура эмес, эскирген же мурда колдонулган. Кийинкисин күтүп, жаңысын териңиз.
staff-error-wait =
    { $n ->
        [one] Аракет өтө көп болду. { $n } мүнөттөн кийин кайталап көрүңүз.
       *[other] Аракет өтө көп болду. { $n } мүнөттөн кийин кайталап көрүңүз.
    }
staff-error-factor-none = Алгач кирүүнүн экинчи кадамын кошуңуз.
staff-error-factor-last = Ролуңуз кирүүнүн экинчи кадамын талап кылат. Аны алмаштырса болот, бирок алып салууга болбойт.

staff-factor = Кирүүнүн экинчи кадамы
staff-factor-none = Кошула элек. Ансыз купуя сөзүңүздү билген киши аккаунтуңузга кире алат.
staff-factor-app = Телефондогу колдонмо
staff-factor-since = { $when } кошулган
staff-factor-add = Кирүүнүн экинчи кадамын кошуу
staff-factor-replace = Колдонмону алмаштыруу
staff-factor-remove = Колдонмону алып салуу
staff-factor-must = Ролуңуз башка адамдардын маалыматына жол ачат, ошондуктан бир эле купуя сөз жетишпейт. Адегенде телефонуңуздагы колдонмону кошуңуз. Буга эки мүнөт кетет.
staff-factor-help = Мындан ары купуя сөздөн кийин колдонмодогу кодду да терип турасыз.
staff-factor-step-app = 1. Колдонмо орнотуңуз
staff-factor-step-app-help = Код берген каалаган колдонмо жарайт: Aegis, FreeOTP, Google Authenticator. Ал интернетсиз да иштейт.
staff-factor-step-scan = 2. Сүрөттү скандаңыз
staff-factor-qr = Колдонмо үчүн QR-код
staff-factor-by-hand = Же бул ачкычты колдонмого кол менен териңиз:
staff-factor-open = Ушул телефондогу колдонмодо ачуу
staff-factor-step-code = 3. Колдонмо көрсөткөн кодду териңиз
staff-factor-code = Алты сандуу код
staff-factor-code-hint = Отуз секунд сайын жаңырат.
staff-factor-confirm = Кошуу
staff-codes = Калыбына келтирүү коддору
staff-codes-left =
    { $n ->
        [0] Код калган жок. Жаңысын алыңыз.
       *[other] Дагы { $n } код бар.
    }
staff-codes-new = Жаңы коддорду алуу
staff-codes-new-help = Эски коддор мындан ары иштебейт.
staff-codes-title = Калыбына келтирүү коддору
staff-codes-help = Телефонуңуз жаныңызда жок болсо, ушул { $n } коддун бири менен кире аласыз. Ар бири бир гана жолу иштейт.
staff-codes-once = Коддор бир гана жолу көрсөтүлөт
staff-codes-keep = Басып чыгарыңыз же көчүрүп жазып, телефондон башка жерде сактаңыз.
staff-codes-done = Сактап алдым, улантуу
staff-done-factor = Колдонмо алынып салынды.
staff-passkey = Кирүү ачкычы
staff-passkeys = Кирүү ачкычтары
staff-passkeys-help = Кирүү ачкычын телефонуңуз же компьютериңиз өзү сактайт. Код тербейсиз: манжаңыз, жүзүңүз же PIN-код жетет.
staff-passkeys-second = Купуя сөзүңүз мурдагыдай эле сурала берет, ачкыч коддун ордуна жүрөт. Аны кошсоңуз, башка түзмөктөрдөн чыгасыз.
staff-passkey-name = Ачкычтын аты
staff-passkey-name-hint = Кийин тааныгыдай: «Жумуш телефону».
staff-passkey-add = Кирүү ачкычын кошуу
staff-passkey-added = Кошулган
staff-passkey-never = колдонула элек
staff-passkey-remove = Алып салуу
staff-passkey-remove-name = Алып салуу: { $name }
staff-passkey-use = Кирүү ачкычын колдонуу
staff-passkey-or = Же код менен:
staff-passkey-instead = Колдонмонун ордуна кирүү ачкычын кошуу
staff-passkey-app-instead = Колдонмодогу код менен кирүүнү тандоо
staff-passkey-sorry = Кирүү ачкычы иштеген жок. Кайталап көрүңүз же код менен кириңиз.
staff-passkey-no-script = Кирүү ачкычы үчүн JavaScript керек. Ансыз код менен кире аласыз.
staff-passkey-none-here = Бул браузерде кирүү ачкычы иштебейт. Код менен кире аласыз.
staff-error-passkey = Кирүү ачкычы кабыл алынган жок. Кайталап көрүңүз же кодду колдонуңуз.
staff-error-passkey-add = Кирүү ачкычы кошулган жок. Кайталап көрүңүз.
staff-error-passkeys-many = Кирүү ачкычтары өтө көп. Адегенде эскисин алып салыңыз.
staff-done-passkey = Кирүү ачкычы кошулду.
staff-done-passkey-removed = Кирүү ачкычы алынып салынды. Башка түзмөктөр чыгарылды.
staff-code-recovery = Калыбына келтирүү коду
staff-code-recovery-hint = Жазып алган коддоруңуздун бири.
staff-factor-no-app = Кошула элек. JavaScript иштебеген жерде колдонмодогу код гана иштейт.
staff-factor-add-app = Колдонмо кошуу

staff-sessions-end-others = Башка түзмөктөрдүн баарынан чыгуу
staff-done-sessions = Башка түзмөктөрдүн баарынан чыктыңыз.

staff-today-empty = Бүгүн сизден эч нерсе талап кылынбайт.
staff-today-empty-help = Жакынкы сабактар, сунушталган орундар жана күткөн пикирлер ушул жерде көрүнөт.
staff-today-room = «{ $session }» сабагы башталат · { $event }
staff-today-room-open = «{ $session }» сабагы жүрүп жатат · { $event }
staff-today-needs =
    { $n ->
       *[other] керектөө чечиле элек: { $event }
    }
staff-today-draft = долбоор жарыялоону күтүүдө: { $event }
staff-today-more = Дагы ушундайлар тренингдердин тизмесинде
staff-today-starts = Башталышы: { $when }
staff-today-offers =
    { $n ->
       *[other] сунушталган орундун мөөнөтү 24 сааттын ичинде бүтөт · { $event }
    }
staff-today-first = Биринчиси: { $when }
staff-today-testimonials =
    { $n ->
       *[other] пикир модераторду күтүүдө
    }
staff-today-oldest = Эң эскиси { $when } келген

staff-history-help = Ким, качан, эмне кылды. Мазмун сакталбайт. Убакыт UTC боюнча.
staff-history-time = Убакыт (UTC)
staff-history-who = Ким
staff-history-what = Эмне кылды
staff-history-object = Эмнеге же кимге
staff-history-participant = катышуучу
staff-history-system = система
staff-audit-session-start = Кирди
staff-audit-session-end = Чыкты
staff-audit-session-refuse = Кирүүгө болгон аракет четке кагылды
staff-audit-session-revoke = Башка түзмөктөгү кирүүнү токтотту
staff-audit-factor-accept = Өзү экенин ырастады
staff-audit-factor-refuse = Экинчи кадамда туура эмес код берди
staff-audit-factor-add = Кирүүнүн экинчи кадамын кошту
staff-audit-factor-remove = Кирүүнүн экинчи кадамын алып салды
staff-audit-factor-codes = Калыбына келтирүүнүн жаңы коддорун алды
staff-audit-session-revoke-others = Башка түзмөктөрдүн баарынан чыкты
staff-audit-passphrase-change = Купуя сөздү өзгөрттү
staff-audit-passphrase-refuse = Купуя сөздү өзгөртүүдө туура эмес сөз жазды
staff-audit-staff-create = Аккаунт түзүлдү
staff-audit-staff-language = Тилди өзгөрттү
staff-audit-staff-disable = Аккаунтту бөгөттөдү
staff-audit-staff-enable = Аккаунтту бөгөттөн чыгарды
staff-audit-invite-make = Командага чакыруу шилтемесин түздү
staff-audit-invite-use = Чакыруу боюнча кошулду
staff-audit-invite-void = Чакырууну жокко чыгарды
staff-audit-role-grant = Роль берди
staff-audit-role-revoke = Ролду алып койду
staff-audit-event-create = Тренингди түздү
staff-audit-event-edit = Тренингди өзгөрттү
staff-audit-event-places = Тренингдин орундарын өзгөрттү
staff-audit-event-publish = Тренингди жарыялады
staff-audit-event-cancel = Тренингди жокко чыгарды
staff-audit-event-complete = Тренингди өттү деп белгиледи
staff-audit-event-archive = Тренингди архивге салды
staff-audit-registration-export = Катталуулардын тизмесин файлга чыгарды
staff-audit-import-start = Тизмени киргизе баштады
staff-audit-import-cancel = Тизмени киргизүүнү токтотту
staff-audit-bulk-start = Көп катталуу боюнча аракет баштады
staff-audit-bulk-cancel = Көп катталуу боюнча аракетти токтотту
staff-audit-attendance-correct = Катышуу белгисин оңдоду
staff-audit-attendance-undo = Катышуу белгисин кайтарып алды
staff-audit-registration-create = Катталды
staff-audit-registration-accept = Сунушталган орунду кабыл алды
staff-audit-question-add = Суроо кошту
staff-audit-question-edit = Суроону өзгөрттү
staff-audit-question-move = Суроолордун иретин өзгөрттү
staff-audit-question-retire = Суроону формадан алып салды
staff-audit-need-arrange = Керектөөнү уюштурулду деп белгиледи
staff-audit-need-refuse = Керектөөнү мүмкүн эмес деп белгиледи
staff-audit-need-reopen = Керектөөнү кайра кароого койду
staff-audit-needs-edit = Керектөөлөр боюнча чечим чыгаруу
staff-audit-needs-see = Керектөөлөрдү көрүү
staff-audit-registration-decline = Сунушталган орундан баш тартты
staff-audit-registration-lapse = Сунушталган орундун мөөнөтү бүттү
staff-audit-registration-offer = Бошогон орун сунушталды
staff-audit-registration-confirm = Орунду ырастады
staff-audit-registration-refuse = Орун берген жок
staff-audit-registration-link = Жеке шилтемени көрсөттү
staff-audit-registration-apart = Чогуу күткөндөрдүн ар бири өзүнчө күтө турган болду
staff-audit-registration-withdraw = Катышуудан баш тартты
staff-audit-walk-in-add = Алдын ала катталбай келген адамды кошту
staff-audit-testimonial-give = Пикир жазды
staff-audit-testimonial-withdraw = Пикирге берген макулдугун кайтарып алды
staff-audit-testimonial-decline = Пикирди жарыялоодон баш тартты
staff-audit-testimonial-unseal = Пикирдин түп нускасын окуду
staff-audit-testimonial-erase = Пикирди өчүрдү
staff-audit-rendition-edit = Пикирдин окурмандар үчүн түрүн даярдады
staff-audit-rendition-approve = Пикирдин дал ушул түрүн ырастады
staff-audit-hold-set = Пикирди убактылуу жашырды
staff-audit-hold-lift = Жашырылган пикирди кайра ачты
staff-audit-tier-raise = Пикирдин тобокелдик деңгээлин көтөрдү
staff-audit-consent-grant = Макулдук берди
staff-audit-consent-narrow = Макулдукту тарытты
staff-audit-consent-withdraw = Макулдукту кайтарып алды
staff-audit-consent-expire = Макулдуктун мөөнөтү бүттү
staff-today-retention = Өчүрүлө турган маалымат бар: { $rule }
staff-audit-person-erase = Адамдын маалыматын өчүрдү
staff-audit-registration-erase = Катталууну өчүрдү
staff-audit-retention-run = Сактоо эрежесин аткарды
staff-audit-retention-stop = Сактоо эрежесин токтотту
staff-audit-retention-see = Өчүрүүлөрдүн жүрүшүн көрдү
