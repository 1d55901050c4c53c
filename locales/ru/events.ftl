# Тренинги: список, страница, главная, страницы сотрудников.

events-title = Тренинги
events-list-description = Ближайшие тренинги: когда, где, на каком языке, сколько мест и как зарегистрироваться.
events-training = Тренинг
events-kind = Вид мероприятия
events-kind-tot = Тренинг для тренеров (ТОТ)
events-kind-training = Тренинг
events-kind-focus-group = Фокус-группа
events-kind-screening = Показ фильма
events-kind-campaign = Кампания
events-state = Состояние
events-state-draft = Черновик
events-state-published = Опубликован
events-state-completed = Прошёл
events-state-archived = В архиве
events-state-cancelled = Отменён
events-window-draft = Черновик
events-window-not-yet = Регистрация ещё не открыта
events-window-waiting-list = Открыт лист ожидания
events-window-closed = Регистрация закрыта
events-window-over = Уже прошёл
events-window-cancelled = Отменён
events-places = Места
events-places-left = { $n ->
    [one] Осталось { $n } место
    [few] Осталось { $n } места
   *[other] Осталось { $n } мест
}
events-places-chosen = { $n ->
    [one] { $n } место, отбор по заявкам
    [few] { $n } места, отбор по заявкам
   *[other] { $n } мест, отбор по заявкам
}
events-places-left-of = Свободно { $n } из { $all }
events-places-group = { $group } — { $all }
events-places-group-left = { $group } — свободно { $n } из { $all }
events-taken-of = Занято { $taken } из { $size }
events-waiting = { $n ->
    [0] Мест нет, лист ожидания открыт
    [one] В листе ожидания { $n } человек
    [few] В листе ожидания { $n } человека
   *[other] В листе ожидания { $n } человек
}
events-applications-close = приём заявок закончится { $when }
events-closes = регистрация закроется { $when }
events-opens = регистрация откроется { $when }

events-filters = Подобрать тренинг
events-region = Регион
events-language = Язык
events-filter-all-regions = Все регионы
events-filter-month = Месяц
events-filter-all-months = Все месяцы
events-filter-all-languages = Все языки
events-filter-show = Показать
events-chip-coming = Предстоящие
events-chip-open = Регистрация открыта
events-chip-past = Прошедшие
events-none = Пока нет объявленных тренингов.
events-none-help = Загляните немного позже: новые тренинги появятся здесь.
events-none-found = Таких тренингов не нашлось.
events-show-all = Показать все тренинги
events-from-start = К началу списка
events-next = Дальше

events-cancelled-title = Этот тренинг отменён.
events-cancelled-help = Если вы зарегистрировались, ничего делать не нужно. Другие тренинги смотрите в списке.
events-in-other-language = На выбранном языке этого текста пока нет. Язык текста: { $language }.
events-facts = Главное
events-when = Когда
events-where = Где
events-interpreted = Есть перевод на
events-covers = Мы оплачиваем
events-covers-travel = дорогу
events-covers-meals = питание
events-covers-lodging = проживание
events-covers-childcare = присмотр за детьми
events-covers-nothing = Расходы не оплачиваются
events-access = Доступность
events-step-free-yes = Вход без ступеней
events-safe-place = Точный адрес сообщим только после подтверждения регистрации.
events-safe-time = Точный день и время сообщим только после подтверждения регистрации.
events-registration-opens = Регистрация откроется
events-deadline-applications = Заявки до
events-deadline = Регистрация до
events-add-to-calendar = Добавить в календарь
events-calendar-neutral = Встреча
events-about-event = О тренинге
events-audience = Для кого
events-sessions = Занятия
events-series = Другие тренинги этой серии
events-apply = Подать заявку
events-register = Зарегистрироваться
events-join-waiting-list = Записаться в лист ожидания

events-home-sentence = { $org } проводит тренинги по правам человека в городах и сёлах.
events-home-lead = Найдите тренинг рядом с вами. Регистрация займёт две минуты, пароль придумывать не нужно.
events-home-button = Выбрать тренинг
events-home-next = Ближайшие тренинги
events-home-all = Все тренинги
events-home-all-voices = Все рассказы
events-home-contact = Как с нами связаться
events-contact-phone = Телефон
events-contact-email = Электронная почта

events-new = Новый тренинг
events-edit = Изменить тренинг
events-publish = Опубликовать
events-complete = Отметить, что прошёл
events-cancel = Отменить тренинг
events-desk = Отметить посещаемость
events-registrations = Регистрации
events-see-public = Страница для читателей
events-staff-none = Для вас пока нет открытых тренингов.
events-staff-none-help = Когда вас назначат на тренинг, он появится здесь.
events-done-created = Черновик сохранён. Пока его видят только сотрудники.
events-done-saved = Изменения сохранены.
events-done-published = Тренинг опубликован.
events-done-cancelled = Тренинг отменён. Тем, у кого есть электронная почта, отправляются сообщения.
events-done-completed = Отмечено, что тренинг прошёл.
events-done-archived = Тренинг убран в архив.
events-done-copied = Копия готова. Пока это черновик.
events-done-assigned = Фасилитатор назначен.
events-done-removed = Фасилитатор больше не ведёт этот тренинг.
events-figure-taken = занято
events-figure-waiting = ожидают
events-figure-size = всего мест
events-chart-title = Сколько мест занято?
events-chart-said = Занято { $taken } из { $size } мест, в листе ожидания: { $waiting }.
events-registration = Регистрация
events-zone = Часовой пояс
events-facilitators = Фасилитаторы
events-facilitators-none = Пока никто не назначен.
events-facilitator-add = Добавить фасилитатора
events-facilitator-assign = Назначить
events-facilitator-remove = Снять
events-facilitator-remove-name = Снять: { $name }
events-choose = Выберите
events-not-now = Не сейчас

events-publish-title = Опубликовать этот тренинг?
events-publish-lead = Всё, что ниже, увидит каждый, кто зайдёт на сайт.
events-publish-lead-safe = Безопасный режим: читатели увидят только месяц и регион. Точный день и адрес уйдут только с подтверждением регистрации.
events-publish-missing = На этих языках тексты неполные: { $languages }. Читателям покажем текст на другом языке.
events-not-shown = Не показывается
events-not-written = Пока не написано
events-address = Адрес страницы
events-cancel-title = Отменить тренинг?
events-cancel-lead = Это нельзя отменить. Страница останется на сайте, на ней будет написано, что тренинг отменён.

events-group-basics = Основное
events-group-sessions-hint = Не больше { $max } занятий. Пустые строки не учитываются. Время указывается в часовом поясе тренинга.
events-group-practical = Языки и условия
events-slug = Адрес страницы
events-slug-hint = От 3 до 60 строчных латинских букв, цифр и дефисов. Если оставить пустым, получится из названия. После публикации не меняется.
events-zone-hint = Время везде указывается и показывается в этом поясе.
events-zone-other = Другой
events-zone-other-name = Другой часовой пояс
events-zone-other-hint = Например, Europe/Istanbul
events-main-locale = Основной язык
events-main-locale-hint = На этом языке тексты должны быть обязательно.
events-text-missing = На этом языке пока нет.
events-text-title = Название
events-text-title-hint = До 120 знаков.
events-text-summary = Коротко
events-text-summary-hint = Одно-два предложения для списков и ссылок. До 200 знаков.
events-text-description = О тренинге
events-text-description-hint = Чему научимся, как всё пройдёт. До 3000 знаков.
events-text-audience = Для кого
events-text-audience-hint = Кого мы ждём. До 500 знаков.
events-venue = Место проведения
events-text-venue = Место проведения
events-text-venue-hint = Здание, улица, как добраться. В безопасном режиме не публикуется. До 200 знаков.
events-session-n = Занятие { $n }
events-session-start = Начало
events-session-end = Конец
events-session-title = Название занятия
events-session-add = Добавить занятие
events-capacity = Число мест
events-capacity-hint = Не меньше, чем уже занято.
events-opens-hint = Если оставить пустым, откроется с публикацией.
events-admission = Кто получает место
events-admission-first-come = Кто раньше зарегистрируется
events-admission-first-come-hint = Пока места есть, человек получает место сразу при регистрации; потом люди ждут в порядке очереди.
events-admission-selection = Отбор
events-admission-selection-hint = До конца регистрации все подают заявки; затем вы проводите отбор по своим критериям, и все узнают ответ одновременно.
events-answers-until = Участники могут менять ответы до
events-answers-until-hint = Если оставить пустым — пока открыта регистрация.
events-offer-hours = Сколько часов держать предложенное место
events-offer-hours-hint = Потом оно переходит к следующему в листе ожидания. Если оставить пустым, действует настройка сайта.
events-error-answers-after-end = Это время позже конца тренинга.
events-step-free = Вход без ступеней
events-safe-mode = Безопасный режим

events-error-slug = Напишите от 3 до 60 строчных латинских букв, цифр и дефисов. Адрес «new» занят.
events-error-slug-taken = Такой адрес уже есть. Придумайте другой.
events-error-zone = Такого часового пояса нет. Напишите в виде Europe/Istanbul.
events-error-time = Проверьте день и время, например 2026-11-25T09:30.
events-error-no-session = Укажите время хотя бы одного занятия.
events-error-end-before-start = Занятие должно закончиться после начала.
events-error-overlap = Пересекается с занятием { $n }.
events-error-one-day = Одно занятие — один день. Для каждого дня добавьте своё занятие.
events-error-facilitator = Выберите человека.
events-error-too-many-days = Тренинг не может длиться больше { $max } дней.
events-error-closes-before-opens = Регистрация должна закрыться после того, как откроется.
events-error-closes-after-end = Регистрация должна закрыться до конца тренинга.
events-error-capacity-taken = Уже занято мест: { $n }. Меньше нельзя.
events-error-stale = Пока вы редактировали, этот тренинг сохранил кто-то другой. Ваш текст ниже, но он ещё не сохранён. Посмотрите новую версию; чтобы заменить её своей, сохраните ещё раз.
events-error-session-marked = В удалённом занятии уже отмечена посещаемость. Оставьте это занятие.
events-error-not-editable = Этот тренинг больше нельзя изменить.
events-error-publish-over = Тренинг, который уже прошёл, опубликовать нельзя. Проверьте время.
events-error-complete-early = Тренинг ещё не закончился.
events-error-state = Состояние тренинга изменилось. Обновите страницу и посмотрите ещё раз.

# О нас, данные, доступность.

events-about-title = О нас
events-about-description = Кто мы, что делаем и как с нами связаться.
events-about-lead = { $org } проводит тренинги по правам человека и помогает услышать голоса участников.
events-about-do-title = Что мы делаем
events-about-do-text = Мы готовим тренеров, которые учат других в своём селе и городе. Проводим фокус-группы и публикуем слова людей только с их согласия.
events-about-join-title = Как принять участие
events-about-join-text = Выберите тренинг в списке и зарегистрируйтесь. На странице тренинга написано, для кого он, на каком языке и какие расходы мы оплачиваем.
events-about-support-title = Как помочь
events-about-support-text = Если вы можете помочь помещением, переводом или присмотром за детьми, сообщите нам.
events-about-contact-none = Контакты пока не указаны. Обратитесь к координатору вашего тренинга.

events-privacy-title = Как хранятся ваши данные
events-privacy-description = Что мы храним, зачем, кто это видит и как всё удалить.
events-privacy-lead = Мы храним как можно меньше. Чего нет, то и утечь не может.
events-privacy-who-nobody = Ваши данные видят только те, кто назван ниже. Мы их не продаём и никому не передаём.
events-privacy-not-title = Чего мы не храним
events-privacy-not-text = Мы не храним IP-адреса и сведения о вашем устройстве. На сайте нет рекламы и счётчиков. Куки нужны только для того, чтобы помнить язык, вернуть форму с вашими ответами и впустить сотрудников.
events-privacy-rights-title = Что вы можете сделать
events-privacy-night = У каждого вида данных свой срок. Каждую ночь данные, срок которых истёк, удаляются сами.
events-privacy-rights-link = По личной ссылке можно прочитать и сохранить то, что о вас хранится, отказаться от участия, отозвать согласие и удалить свои данные. Рассказ сразу исчезнет с сайта.
events-privacy-erase-ask = Если ссылка потеряна или не открывается, обратитесь к нам:
events-privacy-erase-none = Если ссылка потеряна или не открывается, обратитесь к координатору вашего тренинга.

events-accessibility-title = Доступность
events-accessibility-description = Что мы сделали, чтобы сайтом могли пользоваться все.
events-accessibility-lead = Сайт должен быть удобен каждому: на старом телефоне, при медленном интернете, с программой экранного чтения.
events-accessibility-does-title = Что сделано
events-accessibility-does-standard = Сайт сделан по требованиям WCAG 2.2 AA.
events-accessibility-does-script = Читать и регистрироваться можно без JavaScript.
events-accessibility-does-keyboard = До всего можно добраться с клавиатуры, и всегда видно, где вы.
events-accessibility-does-text = Текст можно увеличить, есть тёмное оформление, смысл никогда не передаётся одним только цветом.
events-accessibility-limits-title = Чего пока не хватает
events-accessibility-limits-text = Тексты некоторых тренингов переведены не на все языки. Тогда мы пишем, на каком языке текст.
events-accessibility-room-title = Помещение
events-accessibility-room-text = На странице тренинга сказано, есть ли вход без ступеней. При регистрации можно написать, что вам нужно.
events-accessibility-tell-title = Если что-то мешает
events-accessibility-tell-ask = Скажите нам, мы исправим:
events-accessibility-tell-none = Скажите координатору вашего тренинга, мы исправим.
events-selection = Отбор
