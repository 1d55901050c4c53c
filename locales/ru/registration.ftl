# Форма

registration-title = Регистрация: { $event }
registration-apply-heading = Заявка на тренинг
registration-apply-when = Заявки принимаются до { $when }. Потом мы проведём отбор и ответим всем.
registration-heading = Регистрация на тренинг
registration-to-event = К странице тренинга
registration-other-events = Другие тренинги
registration-intro-time = Заполнение займёт около двух минут. Обязательны только имя, способ связи и согласие.
registration-intro-why = Данные нужны, чтобы подготовить место и сообщать вам новости. В каждом разделе написано, зачем мы спрашиваем.
registration-intro-who = Ответы видят только координаторы этого тренинга. Фасилитаторы видят имя, код и потребности участника.
registration-intro-deleted = Каждый ответ удаляется сам, когда истекает его срок.
registration-group-you = Вы
registration-full-name = Имя и фамилия
registration-full-name-hint = Так, как это должно стоять в списке.
registration-call-name = Как к вам обращаться?
registration-call-name-hint = Если оставить пустым, возьмём первое слово.
registration-group-reach = Как с вами связаться
registration-reach-hint = Нужен телефон или электронная почта, достаточно одного.
registration-phone = Телефон
registration-phone-hint = Например, 0700 123 456 или +998 90 123 45 67.
registration-email = Электронная почта
registration-email-hint = На этот адрес мы отправим личную ссылку.
registration-locale = На каком языке вам писать?
registration-group-needs = Что вам нужно
registration-needs = Нужно, чтобы участвовать
registration-needs-hint = Спрашиваем, чтобы подготовить заранее.
registration-need-interpreter = Переводчик
registration-need-step_free = Вход без ступеней
registration-need-childcare = Присмотр за детьми
registration-need-travel = Оплата дороги
registration-need-lodging = Ночлег
registration-need-diet = Особое питание
registration-diet = Питание
registration-diet-hint = Чего вы не едите? Например, мясо или орехи.
registration-note = Что ещё нам важно знать?
registration-note-hint = Пожалуйста, не пишите о других людях.
registration-group-about = О себе
registration-about-hint = Спрашиваем только для того, чтобы видеть, что участвуют разные люди. В отчёты попадают лишь числа без имён. Можно не отвечать.
registration-unsaid = Не хочу указывать
registration-age = Возрастная группа
registration-age-under_18 = до 18 лет
registration-age-18_24 = 18–24
registration-age-25_34 = 25–34
registration-age-35_49 = 35–49
registration-age-50_64 = 50–64
registration-age-65_over = 65 лет и старше
registration-sex = Пол
registration-sex-female = женский
registration-sex-male = мужской
registration-sex-other = другой
registration-home-region = В каком регионе вы живёте?
registration-organisation = Организация или группа
registration-group-agreement = Согласие
registration-agreement-hint = Каждый пункт вы решаете отдельно.
registration-agreement-needed = Без этого мы не можем зарегистрировать вас.
registration-agreement-free = Необязательно. Можно изменить в любое время на личной странице.
registration-consent-participation-v1 = Я даю согласие хранить и использовать данные с этой страницы, чтобы провести этот тренинг.
registration-consent-future_contact-v1 = Я даю согласие сообщать мне о будущих тренингах.
registration-consent-future_contact-v2 = Я даю согласие на то, чтобы мне сообщали о будущих тренингах.
registration-consent-photos-v1 = Я даю согласие быть на фотографиях с тренинга и на их использование в отчётах.
registration-send = Зарегистрироваться
registration-send-hint = После этого откроется ваша личная ссылка.
registration-error-contact = Укажите номер или адрес электронной почты.
registration-full-title = Сейчас свободных мест нет
registration-full = { $n ->
    [0] Ваше место в листе ожидания будет первым. Если место на тренинге освободится, мы предложим его вам.
    [one] В листе ожидания { $n } человек. Зарегистрируйтесь, и место предложат вам по очереди.
    [few] В листе ожидания { $n } человека. Зарегистрируйтесь, и место предложат вам по очереди.
   *[other] В листе ожидания { $n } человек. Зарегистрируйтесь, и место предложат вам по очереди.
}
registration-not-yet = Начало регистрации: { $when } ({ $left }).
registration-closed = Регистрация закрыта.
registration-too-often = С этим номером или адресом сегодня пытались зарегистрироваться слишком много раз. Всё, что вы написали, осталось в форме. Отправьте её завтра или позвоните нам.
registration-over = Этот тренинг уже прошёл.
registration-cancelled = Этот тренинг отменён.
registration-done-title = Мы получили вашу регистрацию
registration-done-again = Если с этим телефоном или адресом уже регистрировались, второе место не занято. Если электронный адрес нам известен, мы ещё раз отправили на него личную ссылку.
registration-done-nothing = Если письма нет, обратитесь к организаторам: они передадут ссылку другим способом.

# Потерянная ссылка и код

registration-find-title = Не могу найти личную ссылку
registration-find-lead = Напишите адрес, который вы дали при регистрации. Мы ещё раз отправим ссылки на предстоящие тренинги.
registration-find-contact-hint = Например, aigul@example.org.
registration-find-send = Отправить ссылку
registration-find-sent-title = Мы получили ваш запрос
registration-find-sent = Если этот адрес нам известен, мы отправили на него ссылки. Проверьте почту и папку «Спам».
registration-find-no-mail = Если вы указали только телефон, обратитесь к организаторам: они передадут ссылку сами.
registration-find-ask = Связаться с организаторами
registration-code-title = Это код для входа на тренинг
registration-code-what = Его считывают сотрудники при входе на тренинг. Здесь не показываются никакие данные.
registration-code-yours = Если код ваш, покажите его на входе.

# Личная страница

registration-mine-received = Ваша регистрация получена.
registration-mine-confirmed = Ваше место подтверждено.
registration-mine-waitlisted = Вы в листе ожидания.
registration-mine-offered = Вам предложено место.
registration-mine-declined = В этот раз место не предоставлено.
registration-mine-withdrawn = Регистрация отменена.
registration-mine-expired = Время для ответа истекло.
registration-mine-event-over = Этот тренинг прошёл.
registration-mine-event-cancelled = Этот тренинг отменён.
registration-next-received = Мы сообщим вам, когда закончится отбор.
registration-next-confirmed = Покажите этот код, когда придёте. Если не сможете прийти, освободите место для другого человека.
registration-next-walk-in = Вы пришли без предварительной записи, и мы записали вас. Покажите этот код.
registration-next-waitlisted = { $n ->
    [0] Перед вами никого нет. Если место освободится, мы предложим его вам и напишем, до какого времени ответить.
    [one] Перед вами { $n } человек. Если место освободится, мы предложим его по очереди.
    [few] Перед вами { $n } человека. Если место освободится, мы предложим его по очереди.
   *[other] Перед вами { $n } человек. Если место освободится, мы предложим его по очереди.
}
registration-next-offered = Ответьте до { $when } ({ $left }). До этого времени место остаётся за вами.
registration-next-declined = Желающих было больше, чем мест. Это ничего не говорит о вас и ваших ответах. Будем рады видеть вас на других тренингах.
registration-next-withdrawn = Больше ничего делать не нужно.
registration-next-expired = Место предлагается следующему человеку. Если регистрация открыта, можно зарегистрироваться снова.
registration-next-event-cancelled = Приходить не нужно. Просим прощения.
registration-next-event-over = Спасибо. Эта страница будет открыта, пока ваши данные не удалены.
registration-new-waiting = Вы записаны в лист ожидания
registration-new-title = Вы зарегистрированы
registration-new-mail = Мы написали на { $email }. Если письма нет, проверьте адрес.
registration-new-no-mail = Вы не указали электронную почту, поэтому письма не будет.
registration-new-keep = Сохраните эту страницу: вашу регистрацию открывает только эта ссылка. Не передавайте её другим.
registration-offer-accept = Да, буду участвовать
registration-offer-decline = Нет, отдайте другому человеку
registration-offer-late = Время этого предложения истекло.
registration-too-late = Эту регистрацию уже нельзя изменить.
registration-code = Ваш код
registration-code-hint = Покажите или назовите его на входе. Страницу можно распечатать.
registration-qr = Ваш код в виде QR
registration-when-where = Когда и где
registration-when = Когда
registration-next-date = Ближайшая встреча
registration-sessions = Занятия
registration-venue = Где
registration-safe = Точный день и адрес сообщаются, когда место подтверждено.
registration-about-event = О тренинге
registration-tasks = Что я могу сделать
registration-task-calendar = Добавить в календарь
registration-task-calendar-safe = Добавить в календарь (только время, без названия и места)
registration-task-testimonial = Рассказать, что дал тренинг
registration-task-again = Зарегистрироваться снова
registration-task-withdraw = Отказаться от участия
registration-words = Мои слова
registration-agreements = Мои согласия
registration-agreements-help = Их можно изменить в любое время. Причину не спрашиваем.
registration-agreed-since = Согласие дано: { $when }
registration-taken-back = Согласие отозвано: { $when }
registration-agreed-never = Согласие не давалось
registration-to-mine = На личную страницу
registration-withdraw-title = Отказаться от участия?
registration-withdraw-queue = Вы выйдете из очереди. Причину указывать не нужно.
registration-withdraw-application = Вы отзовёте заявку. Причину указывать не нужно.
registration-withdraw-what = Место предложат следующему в очереди. Причину указывать не нужно.
registration-withdraw-yes = Да, отказываюсь
registration-withdraw-stay = Нет, остаюсь
registration-withdraw-no = Нет, буду участвовать

# Для сотрудников

registration-list-title = Регистрации
registration-one-title = Регистрация
registration-list-empty = Здесь пока никого нет.
registration-list-empty-help = Когда тренинг опубликован, люди регистрируются на его странице. Список с бумаги или из таблицы можно загрузить.
registration-list-found = В списке: { $n }
registration-list-none = Таких регистраций нет. Попробуйте изменить фильтр.
registration-search-none = Никого не нашли. Проверьте имя или код.
registration-filters = Фильтры и порядок
registration-filter-any = все
registration-filter-show = Показать
registration-filter-clear = Сбросить фильтры
registration-filter-sort = Порядок
registration-filter-pool = Группа мест
registration-unsaid-filter = не указано
registration-reach-email = есть электронная почта
registration-reach-phone = только телефон
registration-reach-none = нет контактов
registration-sort-usual = обычный
registration-sort-arrival = по времени регистрации
registration-sort-name = по имени
registration-sort-waiting = по очереди ожидания
registration-sort-changed = по последнему изменению
registration-search = Имя или код
registration-search-clear = Вернуться ко всему списку
registration-state-all = Все
registration-state-received = получено
registration-state-confirmed = подтверждено
registration-state-waitlisted = в листе ожидания
registration-state-offered = предложено место
registration-state-declined = место не предоставлено
registration-state-withdrawn = отменено
registration-state-expired = срок предложения истёк
registration-past-capacity = сверх числа мест
registration-source = Способ регистрации
registration-source-web = через сайт
registration-source-staff = внесено сотрудниками
registration-source-walk_in = без предварительной записи
registration-col-name = Имя
registration-col-state = Состояние
registration-col-code = Код
registration-col-contact = Контакт
registration-col-needs = Потребности
registration-col-waiting = Очередь
registration-ahead = { $n ->
    [0] первое место в очереди
    [one] впереди { $n } человек
    [few] впереди { $n } человека
   *[other] впереди { $n } человек
}
registration-fact-call-name = Обращение
registration-fact-locale = Язык сообщений
registration-fact-home-region = Регион проживания
registration-fact-note = Примечание
registration-offer-until = Предложение до
registration-created = Зарегистрировано
registration-changed = Последнее изменение
registration-actions = Действия
registration-withdraw-for = Отказаться от участия за этого человека
registration-by-hand = Отправить сообщение вручную
registration-by-hand-hint = Откроется личная ссылка. Это записывается в журнал действий.
registration-by-hand-care = Ссылка открывает личную страницу этого человека. Больше никому её не отправляйте.
registration-by-hand-copy = Текст для копирования
registration-by-hand-text = Здравствуйте! Состояние вашей регистрации: { $state }. Ваша личная ссылка: { $link } Не передавайте её другим.
registration-ledger-empty = Согласий не записано.
registration-ledger-when = Когда
registration-ledger-purpose = Для чего
registration-ledger-act = Решение
registration-ledger-evidence = Как дано
registration-ledger-text = Текст
registration-ledger-version = редакция { $n }
registration-purpose-participation = участие
registration-purpose-future_contact = будущие тренинги
registration-purpose-photos = фотографии
registration-act-grant = дано
registration-act-withdraw = отозвано
registration-evidence-web_form = форма на сайте
registration-evidence-private_link = личная ссылка
registration-evidence-paper = бумага
registration-evidence-read_back = прочитано вслух
registration-evidence-staff = через сотрудников

# Удаление и мои данные
registration-task-data = Что обо мне хранится
registration-task-erase = Удалить мои данные
registration-erased-title = Ваши данные удалены
registration-erased-nobody = Их больше никто не прочитает, а личная ссылка и код не действуют.
registration-erased-again = Если захотите прийти на другой тренинг, зарегистрируйтесь заново.
registration-erase-title = Удалить ваши данные?
registration-erase-lead = Это навсегда. Вернуть удалённое не сможет никто, в том числе мы.
registration-erase-goes-title = Что удаляется
registration-erase-goes-answers = Всё, что вы написали при этой регистрации: имя, телефон, электронная почта и все ответы.
registration-erase-goes-place = Ваше место, если тренинг ещё впереди. Его получит следующий человек.
registration-erase-goes-words = Рассказы, которые вы здесь оставили. Они сразу исчезнут с сайта.
registration-erase-goes-mails = Письма вам, которые ещё не отправлены.
registration-erase-goes-link = Эта личная ссылка и ваш код. Они перестанут действовать.
registration-erase-stays-title = Что остаётся
registration-erase-stays-number = Число: кто-то был зарегистрирован, пришёл или не пришёл. Без имени.
registration-erase-stays-agreements = Записи о том, когда вы дали или отозвали согласие, без вашего имени.
registration-erase-stays-trace = След удаления: случайный номер, день и причина. По нему удаление повторится, если когда-нибудь восстановят старую копию.
registration-erase-stays-others = Регистрации с другой личной ссылкой. Каждую можно удалить по её собственной ссылке.
registration-erase-first = Сначала посмотреть или сохранить то, что о вас хранится
registration-erase-yes = Удалить навсегда
registration-erase-no = Оставить как есть
registration-erase-for-title = Удалить данные этого человека?
registration-erase-for-whole = Удаляется всё об этом человеке: все регистрации, контакты и рассказы.
registration-erase-for-part = У этого человека есть регистрации вне ваших полномочий. Удаляется только эта регистрация.
registration-erase-for-what = Это навсегда. Места на будущих тренингах получат следующие в очереди. Отметки останутся числами без имени. Делайте это, только если человек сам об этом попросил.
registration-erase-for-link = Удалить данные
registration-data-title = Что обо мне хранится
registration-data-lead = Всё, что хранится вместе с этой регистрацией.
registration-data-download = Сохранить файлом (JSON)
registration-data-registration = Регистрация
registration-data-state = Состояние
registration-answers = Ответы
registration-data-decided = Что для вас организовано
registration-data-decided-need = Потребность
registration-data-decided-state = Состояние
registration-data-decided-when = Когда
registration-data-decided-note = Заметка
registration-data-agreements = Согласия
registration-data-attendance = Посещаемость
registration-data-words = Рассказы
registration-data-mails = Письма
registration-data-none = Ничего.
registration-data-others = Если есть другие регистрации, у каждой своя личная ссылка. Ссылка не показывает того, что указано по другой: номер телефона сам по себе не доказывает, кто этот человек.
registration-data-mark-when = Когда
registration-data-mark-session = Занятие
registration-data-mark-status = Отметка
registration-data-mark-reason = Причина исправления
registration-data-given = Оставлен
registration-data-standing = Состояние
registration-data-channels = Согласие дано
registration-data-shown-as = Под каким именем
registration-data-pseudonym = Выбранное имя
registration-data-declined = Почему не опубликован
registration-data-history = Что происходило
registration-data-history-when = Когда
registration-data-history-who = Кто
registration-data-history-what = Что
registration-data-by-participant = участник или участница
registration-data-by-staff = команда
registration-data-by-system = программа
registration-data-refused = Отказано
registration-data-mark-void = отметка снята
registration-data-version = Редакция { $n }, { $language }, { $when }
registration-data-withheld = Здесь нет только заметок, которые команда пишет для коллег, когда скрывает рассказ: в них может говориться о других людях. О них спросите нас.

# Места

registration-places-title = Места
registration-places-open = Места для всех
registration-places-all = Всего мест: { $all }. Занято: { $taken }. В очереди: { $waiting }.
registration-places-chart = Для кого эти места?
registration-places-chart-said = Сколько мест у каждой группы и сколько из них занято. Те же числа в таблице ниже.
registration-places-order = Порядок такой: сначала места своей группы, потом места для всех.
registration-places-add = Оставить места для группы
registration-places-add-hint = Эти места получают только люди из этой группы. Те, кто уже в очереди, учитываются сразу.
registration-places-group = Для кого?
registration-places-organisation = Люди одной организации
registration-places-organisation-name = Название организации
registration-places-organisation-hint = Заполните, только если выше выбрана организация. На открытых страницах название не показывается.
registration-places-keep = Оставить места
registration-places-remove = Убрать эту группу
registration-places-remove-hint = Можно, только пока ни одно её место не занято. Её места откроются для всех.
registration-places-total = Откуда эти места?
registration-places-total-same = Из мест для всех: общее число не меняется
registration-places-total-more = Общее число меняется
registration-places-falls-back = Людям из этой группы доступны и места для всех
registration-places-falls-back-hint = Без отметки им доступны только эти места.
registration-places-opens = Когда свободные места открываются для всех?
registration-places-opens-hint = Если не заполнить, они останутся за группой.
registration-places-position = Порядок
registration-places-position-hint = Если человек подходит под несколько групп, первой берётся группа с меньшим числом.
registration-places-col-whom = Для кого
registration-places-col-size = Число мест
registration-places-col-taken = Занято
registration-places-col-offered = Предложено
registration-places-col-free = Свободно
registration-places-col-waiting = В очереди
registration-places-col-rule = Правило
registration-places-rule-open = Открыты для всех.
registration-places-rule-falls = Если мест не хватит, доступны места для всех.
registration-places-rule-stays = Доступны только эти места.
registration-places-rule-opens = Свободные откроются для всех: { $when }.
registration-places-done-added = Места оставлены.
registration-places-done-changed = Изменения сохранены.
registration-places-done-removed = Группа убрана, её места открыты для всех.
registration-places-error-taken = Уже занято мест: { $n }. Меньше нельзя.
registration-places-error-open = Из мест для всех свободно: { $n }. Укажите не больше или выберите «Общее число меняется».
registration-places-error-twice = Для этой группы места уже оставлены.
registration-places-error-held = Места этой группы заняты или предложены. Пока её нельзя убрать.
registration-places-error-many = Больше групп добавить нельзя.
registration-stratum-sex-female = Женщины
registration-stratum-sex-male = Мужчины
registration-stratum-sex-other = Другой пол
registration-stratum-language = Язык: { $language }
registration-stratum-organisation = Приглашённая организация
registration-together = { $n ->
    [one] Ждёт вместе ещё с { $n } человеком: места предложат, когда их сразу хватит на всех.
   *[other] Ждёт вместе ещё с { $n } людьми: места предложат, когда их сразу хватит на всех.
} До тех пор отдельные места предлагаются тем, кто стоит дальше.
registration-together-never = Столько мест для них на этом тренинге нет: если ничего не изменить, места им не предложат никогда.
registration-together-apart = Пусть ждут по отдельности
registration-together-apart-hint = Сначала спросите их самих. После этого в этой группе каждый ждёт одно место под своим номером, не дожидаясь остальных.
registration-together-apart-done = Теперь они ждут по отдельности.
registration-passed-title = Почему место не было предложено
registration-passed-kept_for_stratum = Свободное место оставлено для другой группы: { $group }.
registration-passed-no_fallback = Освободилось место для всех, а людям из этой группы доступны только её места.
registration-passed-party_too_large = Свободных мест не хватило на всех, кто регистрировался вместе.
registration-passed-when = { $times ->
    [one] { $times } раз, последний: { $when }
    [few] { $times } раза, последний: { $when }
   *[other] { $times } раз, последний: { $when }
}
