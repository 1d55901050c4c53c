# Редактор тренингов: разделы, список проверки, предпросмотр, копии, серии.

editor-sections = Разделы редактора
editor-section-texts = Тексты
editor-section-sessions = Занятия
editor-section-registration = Регистрация и места
editor-section-practical = Условия и безопасность
editor-languages = Языки

editor-start-lead = Чтобы начать, достаточно нескольких ответов. Получится черновик, который видят только сотрудники; чего не хватает, будет сказано на следующей странице.
editor-start-title-hint = На основном языке. Другие языки можно добавить позже.
editor-start-session = Первое занятие
editor-start-zone = Часовой пояс: { $zone }. Пояс можно сменить, а занятия добавить позже.
editor-start-capacity-hint = Можно изменить в любое время.
editor-start-save = Сохранить черновик

editor-main-locale-question = На каком языке есть все тексты?
editor-language-complete = всё есть
editor-language-missing = { $n ->
    [one] не хватает { $n } текста
    [few] не хватает { $n } текстов
   *[other] не хватает { $n } текстов
}
editor-text-needed = Нужно для публикации.
editor-zone-question = В каком часовом поясе указано время?
editor-window = Когда можно зарегистрироваться
editor-admission-free = Это можно изменить, пока никто не подал заявку, не занял место и не ждёт его.
editor-admission-bound = На этих условиях кто-то уже подал заявку, занял место или ждёт его. Поэтому изменить их больше нельзя.
editor-safety = Безопасность
editor-safe-mode-hint = Читатели видят только месяц и регион, без дня, адреса и файла для календаря. Поисковые системы страницу не показывают. День и адрес узнают только те, чьё место подтверждено.

editor-window-opens-published = Регистрация откроется с публикацией.
editor-window-opens = Регистрация откроется { $when }: { $day }.
editor-window-open = Регистрация открыта.
editor-window-closes = Закроется { $when }: { $day }.
editor-window-closed = Регистрация закрылась { $when }: { $day }.

editor-told-before = Если время или место проведения изменится, когда у людей уже есть места, сначала вы увидите, кому и что сообщат.
editor-tell-title = Сохранить и сообщить всем?
editor-tell-before = Было:
editor-tell-after = Станет:
editor-tell-save = { $n ->
    [one] Сохранить и сообщить { $n } человеку
    [few] Сохранить и сообщить { $n } людям
   *[other] Сохранить и сообщить { $n } людям
}
editor-tell-back = Вернуться к форме
editor-concerned = { $n ->
    [0] Пока никто не занял место и не ждёт его.
    [one] { $n } человек занимает место или ждёт его.
    [few] { $n } человека занимают места или ждут их.
   *[other] { $n } человек занимают места или ждут их.
}
editor-concerned-written = { $n ->
    [one] { $n } человек получит одно письмо.
    [few] { $n } человека получат по одному письму.
   *[other] { $n } человек получат по одному письму.
}
editor-concerned-by-hand = { $n ->
    [one] { $n } человеку сообщите сами: позвоните или отправьте готовое сообщение.
    [few] { $n } людям сообщите сами: позвоните или отправьте готовые сообщения.
   *[other] { $n } людям сообщите сами: позвоните или отправьте готовые сообщения.
}

editor-checklist = Перед публикацией
editor-checklist-after = На что ещё стоит взглянуть
editor-checklist-later = Тренинг опубликован. Читателям или сотрудникам может не хватать этого:
editor-checklist-ready = Публикации ничего не мешает. Сначала откройте предпросмотр.
editor-checklist-missing = { $n ->
    [one] Для публикации не хватает { $n } пункта.
    [few] Для публикации не хватает { $n } пунктов.
   *[other] Для публикации не хватает { $n } пунктов.
}
editor-standing-done = Готово
editor-standing-advice = Стоит взглянуть
editor-standing-missing = Не хватает
editor-point-texts = Тексты на основном языке
editor-point-translations = Переводы
editor-point-sessions = Занятия
editor-point-titles = Названия занятий
editor-point-places = Места
editor-point-window = Когда можно зарегистрироваться
editor-point-admission = Кто получает место
editor-point-criteria = Критерии отбора
editor-point-questions = Вопросы анкеты
editor-point-safety = Безопасный режим
editor-point-facilitators = Фасилитаторы
editor-said-lacks = { $language }. Не заполнено: { $parts }
editor-said-all-languages = На всех четырёх языках.
editor-said-languages = Тексты неполные: { $languages }. Читатели увидят их на другом языке.
editor-said-over = Все занятия уже прошли. Проверьте даты.
editor-said-sessions = { $n ->
    [one] { $n } занятие, { $when }
    [few] { $n } занятия, { $when }
   *[other] { $n } занятий, { $when }
}
editor-said-titles = У каждого занятия есть название.
editor-said-titles-missing = Не у всех занятий есть название на основном языке.
editor-said-places = { $n ->
    [one] { $n } место
    [few] { $n } места
   *[other] { $n } мест
}
editor-said-criteria = Правила и баллы, по которым предлагаются места.
editor-said-questions = { $n ->
    [0] Только общие для всех тренингов.
    [one] { $n } свой вопрос, кроме общих для всех тренингов.
    [few] { $n } своих вопроса, кроме общих для всех тренингов.
   *[other] { $n } своих вопросов, кроме общих для всех тренингов.
}
editor-said-safe = Включён: день и адрес сообщаются только с подтверждением.
editor-said-open = Выключен: день и адрес видят все.
editor-said-facilitators = Назначены.
editor-not-ready = Пока опубликовать нельзя

editor-table = Тексты по языкам
editor-table-language = Язык
editor-table-main = (основной)
editor-there = есть
editor-not-there = нет
editor-not-there-optional = пусто

editor-preview = Предпросмотр
editor-preview-lead = Так страницу увидят читатели. Язык: { $language }. Предпросмотр видят только сотрудники.
editor-preview-back = Вернуться к тренингу

editor-copy = Копировать
editor-copy-lead = Новый черновик, такой же, как этот тренинг. Люди в копию никогда не попадают.
editor-copy-day = День первого занятия
editor-copy-day-hint = Этот тренинг: { $when }. Все занятия и регистрация сдвинутся на столько же дней, часы не изменятся.
editor-copy-take = Что скопировать
editor-copy-take-hint = Название и хотя бы одно занятие копируются всегда.
editor-copy-take-texts = Тексты на всех языках
editor-copy-take-sessions = Все занятия
editor-copy-take-pools = Места
editor-copy-take-questions = Вопросы анкеты
editor-copy-take-criteria = Критерии отбора
editor-copy-take-facilitators = Фасилитаторы
editor-copy-make = Создать черновик

editor-series = Серия
editor-series-lead = Тренинг повторяется каждую неделю или каждый месяц. Каждый следующий — отдельный черновик, вы публикуете его, когда он готов.
editor-every = Как часто
editor-every-week = Каждую неделю
editor-every-month = Каждый месяц
editor-times = Сколько всего тренингов
editor-times-hint = От { $min } до { $max }, считая этот.
editor-numbered = Добавить номер к названию
editor-numbered-hint = Второй тогда будет называться «… (2)».
editor-series-make = Создать черновики
editor-spread = Перенести эти тексты в черновики
editor-spread-lead = { $n ->
    [one] { $n } черновик этой серии получит тексты тренинга «{ $title }». Номер останется.
    [few] { $n } черновика этой серии получат тексты тренинга «{ $title }». Номера останутся.
   *[other] { $n } черновиков этой серии получат тексты тренинга «{ $title }». Номера останутся.
}
editor-done-repeated = Серия создана. Новые тренинги — черновики.
editor-done-spread = Тексты черновиков обновлены.

editor-archive = Убрать в архив
editor-archive-title = Убрать тренинг в архив?
editor-archive-lead = Страница исчезнет с сайта. У сотрудников всё останется, личные ссылки продолжат работать. Это нельзя отменить.

editor-reason = Причина, если хотите её назвать
editor-reason-hint = Причину увидит каждый на странице тренинга, она будет и в сообщении. До 300 знаков на каждом языке.
editor-reason-label = Причина
editor-filter-all-states = Все состояния

editor-error-ends-before-deadline = Тренинг закончится раньше, чем закроется регистрация. Сначала перенесите конец регистрации на более раннее время.
editor-error-ends-before-answers = Тренинг закончится раньше срока, до которого можно менять ответы. Сначала сделайте этот срок более ранним.
editor-error-admission-people = Кто-то уже подал заявку, занял место или ждёт его. Изменить, кто получает место, больше нельзя.
editor-error-not-ready = Чего-то ещё не хватает. Чего именно, сказано на странице тренинга.
editor-error-day = Проверьте день, например 2026-11-25.
editor-error-day-past = Этот день уже прошёл. Выберите сегодняшний день или более поздний.
editor-error-in-series = Этот тренинг уже входит в серию.
editor-error-no-series = Этот тренинг не входит в серию.
