# Редактор тренингов: разделы, список проверки, предпросмотр, копии, серии.

editor-sections = Разделы редактора
editor-section-texts = Тексты
editor-section-sessions = Занятия
editor-section-registration = Регистрация и места
editor-section-practical = Условия и безопасность
editor-languages = Языки

editor-start-lead = Чтобы начать, хватит шести ответов. Получится черновик, который видят только сотрудники; на следующей странице будет сказано, чего не хватает.
editor-start-title-hint = На основном языке. Другие языки можно добавить позже.
editor-start-session = Первое занятие
editor-start-zone = Время в поясе { $zone }. Другой пояс и другие занятия можно добавить потом.
editor-start-capacity-hint = Можно изменить в любое время.
editor-start-save = Сохранить черновик

editor-main-locale-question = На каком языке тексты полные?
editor-language-complete = всё есть
editor-language-missing = { $n ->
    [one] не хватает { $n } текста
    [few] не хватает { $n } текстов
   *[other] не хватает { $n } текстов
}
editor-text-needed = Нужно, чтобы опубликовать.
editor-zone-question = В каком поясе указано время?
editor-window = Когда можно зарегистрироваться
editor-admission-free = Это можно изменить, пока никто не занял место и не ждёт его.
editor-admission-bound = На этих условиях кто-то уже занял место или ждёт его. Поэтому изменить их больше нельзя.
editor-safety = Безопасность
editor-safe-mode-hint = Читатели видят только месяц и регион: ни дня, ни адреса, ни файла для календаря; поисковые системы страницу не показывают. День и адрес узнают только те, чьё место подтверждено.

editor-window-opens-published = Регистрация откроется с публикацией.
editor-window-opens = Регистрация откроется { $when }: { $day }.
editor-window-open = Регистрация открыта.
editor-window-closes = Закроется { $when }: { $day }.
editor-window-closed = Регистрация закрылась { $when }: { $day }.

editor-told-before = Если изменятся время или место, а у людей уже есть места, сначала вы увидите, кому и что сообщат.
editor-tell-title = Сохранить и сообщить всем?
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
    [one] { $n } получит письмо, один раз.
    [few] { $n } получат письма, каждый по одному.
   *[other] { $n } получат письма, каждый по одному.
}
editor-concerned-by-hand = { $n ->
    [one] { $n } человеку сообщите сами: позвоните или отправьте готовое сообщение.
    [few] { $n } людям сообщите сами: позвоните или отправьте готовые сообщения.
   *[other] { $n } людям сообщите сами: позвоните или отправьте готовые сообщения.
}

editor-checklist = Перед публикацией
editor-checklist-after = На что ещё стоит взглянуть
editor-checklist-later = Тренинг опубликован. Читателям или сотрудникам может не хватать этого:
editor-checklist-ready = Публикации ничего не мешает. Сначала посмотрите предпросмотр.
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
editor-said-lacks = { $language }, не хватает: { $parts }
editor-said-all-languages = На всех четырёх языках.
editor-said-languages = Неполные тексты: { $languages }. Читатели увидят другой язык.
editor-said-over = Все занятия уже прошли. Проверьте даты.
editor-said-sessions = { $n ->
    [one] { $n } занятие, { $when }
    [few] { $n } занятия, { $when }
   *[other] { $n } занятий, { $when }
}
editor-said-titles = У каждого занятия есть название.
editor-said-titles-missing = У занятия нет названия на основном языке.
editor-said-places = { $n ->
    [one] { $n } место
    [few] { $n } места
   *[other] { $n } мест
}
editor-said-criteria = Минимумы, максимумы и баллы, по которым предлагаются места.
editor-said-questions = { $n ->
    [0] Только те, что есть у каждого тренинга.
    [one] { $n } свой вопрос, кроме тех, что есть у каждого тренинга.
    [few] { $n } своих вопроса, кроме тех, что есть у каждого тренинга.
   *[other] { $n } своих вопросов, кроме тех, что есть у каждого тренинга.
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
editor-preview-lead = Так страницу увидят читатели. Язык: { $language }. Эту страницу видят только сотрудники.
editor-preview-back = Вернуться к тренингу

editor-copy = Копировать
editor-copy-lead = Новый черновик, такой же, как этот тренинг. Люди в копию не попадают никогда.
editor-copy-day = День первого занятия
editor-copy-day-hint = Этот тренинг: { $when }. Все занятия и регистрация сдвинутся на столько же дней, часы останутся.
editor-copy-take = Что взять с собой
editor-copy-take-hint = Название и хотя бы одно занятие берутся всегда.
editor-copy-take-texts = Тексты на всех языках
editor-copy-take-sessions = Все занятия
editor-copy-take-pools = Места
editor-copy-take-questions = Вопросы анкеты
editor-copy-take-criteria = Критерии отбора
editor-copy-take-facilitators = Фасилитаторы
editor-copy-make = Создать черновик

editor-series = Серия
editor-series-lead = Тренинг повторяется каждую неделю или каждый месяц. Каждый следующий — отдельный черновик, его публикуют, когда он готов.
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
editor-reason-hint = Её сможет прочитать каждый на странице тренинга, она же будет в сообщении. До 300 знаков на каждом языке.
editor-reason-label = Причина
editor-filter-all-states = Все состояния

editor-error-ends-before-deadline = Тренинг закончился бы раньше, чем закроется регистрация. Сначала укажите более ранний конец регистрации.
editor-error-ends-before-answers = Тренинг закончился бы раньше срока, до которого можно менять ответы. Сначала укажите более ранний срок.
editor-error-admission-people = Кто-то уже занял место или ждёт его. Изменить, кто получает место, больше нельзя.
editor-error-not-ready = Чего-то ещё не хватает. Чего именно, сказано на странице тренинга.
editor-error-day = Проверьте день, например 2026-11-25.
editor-error-day-past = Этот день уже прошёл. Выберите сегодняшний день или более поздний.
editor-error-in-series = Этот тренинг уже входит в серию.
editor-error-no-series = Этот тренинг не входит в серию.
