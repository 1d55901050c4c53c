# What participants are told, the call list, and the way by which somebody is reached.

messages-title = Сообщения, которые нужно передать
messages-lead = Для людей, с которыми мы связываемся сами, и для писем, которые не дошли. Позвоните или отправьте сообщение со своего телефона и отметьте, что получилось. Кто ждёт дольше всех, стоит первым.
messages-empty = Сообщений никто не ждёт
messages-empty-help = Когда нужно будет что-то передать человеку, с которым мы связываемся сами, сообщение появится здесь.
messages-count = { $n ->
    [one] { $n } сообщение
    [few] { $n } сообщения
   *[other] { $n } сообщений
}
messages-all-of-event = Все сообщения этого тренинга: { $n }
messages-all-events = Все тренинги
messages-rules-link = Какие сообщения и когда отправляются
messages-hours = Звоните с 09:00 до 20:00 по времени там, где живёт человек.
messages-col-name = Кому
messages-col-kind = Что
messages-col-language = На каком языке
messages-col-contact = Контакт
messages-col-due = Ждёт с
messages-col-tries = Попытки
messages-tries = { $n ->
    [one] { $n } раз без ответа, { $when }
    [few] { $n } раза без ответа, в последний раз { $when }
   *[other] { $n } раз без ответа, в последний раз { $when }
}
messages-no-contact = нет ни номера, ни адреса
messages-no-name = без имени
messages-said-done = Отмечено: сообщение передано.
messages-said-unreached = Отмечено: связаться не удалось. Сообщение остаётся в списке.
messages-said-skipped = Отмечено: сообщение не передаём.
messages-said-gone = Этого сообщения в списке больше нет: его уже передали, или оно устарело.

messages-item-title = Сообщение: { $name }
messages-item-until = Нужно передать до
messages-item-text = Отправить сообщение
messages-item-copy = Текст для копирования
messages-item-care = Ссылка открывает регистрацию. Отправьте её только этому человеку и потом удалите со своего телефона.
messages-item-call = Позвонить
messages-item-script = Что сказать
messages-item-script-care = Прежде чем сказать, о чём речь, убедитесь, что говорите именно с этим человеком. Сообщений на автоответчике не оставляйте.
messages-item-outcome = Что получилось
messages-item-done = Сообщение передано
messages-item-unreached = Связаться не удалось
messages-item-skip = Не передаём
messages-item-skip-reason = Почему
messages-item-to-registration = Регистрация
messages-item-failed = Письмо не ушло
messages-skip-told_before = Уже знает
messages-skip-wrong_number = Номер неверный
messages-skip-asked_not = Просьба не звонить
messages-skip-no_contact = Связаться нельзя
messages-skip-other = Другая причина
messages-failed-smtp_refused = почтовый сервер не принял адрес
messages-failed-address = адрес неверный
messages-failed-other = много неудачных попыток

messages-kind-received = заявка получена
messages-kind-confirmed = место подтверждено
messages-kind-waitlisted = лист ожидания
messages-kind-offered = предложено место
messages-kind-offer_lapsed = срок предложения истёк
messages-kind-declined = в этот раз место не предоставлено
messages-kind-withdrawn = регистрация отменена
messages-kind-link_again = личная ссылка ещё раз
messages-kind-event_changed = тренинг изменился
messages-kind-reminder_week = напоминание за 7 дней
messages-kind-reminder_day = напоминание за 1 день
messages-kind-event_cancelled = тренинг не состоится

messages-channel = Сообщения
messages-channel-email = По электронной почте
messages-channel-by_hand = Звоним или пишем сами
messages-channel-none = Ничего не сообщать
messages-channel-email-hint = На адрес, указанный в этой регистрации.
messages-channel-by_hand-hint = Мы позвоним или напишем на номер, указанный в этой регистрации.
messages-channel-none-hint = Ничего не отправляется. Всё видно на странице по личной ссылке.
messages-channel-save = Сохранить
messages-channel-saved = Сохранено. Теперь действует этот выбор.
messages-channel-nothing = Этот человек просит с ним не связываться. Ему ничего не отправляется.
messages-channel-title = Как мы связываемся
messages-channel-mine = Как с вами связываться
messages-told-title = Что сообщали
messages-told-empty = Пока ничего.
messages-told-when = Когда
messages-told-what = Что
messages-told-how = Как
messages-told-state = Состояние
messages-outcome-mailed = отправлено
messages-outcome-told = передано
messages-outcome-skipped = не передано
messages-outcome-waits = ждёт

messages-rules-title = Какие сообщения и когда отправляются
messages-rules-lead = Перед отправкой каждое сообщение проверяется ещё раз. Оно не уходит, если состояние изменилось, если оно уже не нужно, если данные человека удалены или человек просит с ним не связываться.
messages-rules-kind = Сообщение
messages-rules-when = Повод
messages-rules-states = В каком состоянии
messages-rules-due = Когда отправляется
messages-rules-until = Срок
messages-when-state = регистрация переходит в это состояние
messages-when-asked = человек запросил ссылку или зарегистрировался дважды
messages-when-event_changed = изменились время или место тренинга
messages-when-event_cancelled = тренинг отменён
messages-when-place = место подтверждено; переносится вместе с тренингом
messages-due-at_once = сразу
messages-due-quiet = { $n ->
    [one] через { $n } минуту после последней правки
    [few] через { $n } минуты после последней правки
   *[other] через { $n } минут после последней правки
}
messages-due-day = за 1 день до первого занятия, с 09:00 до 20:00
messages-due-week = за 7 дней до первого занятия, с 09:00 до 20:00
messages-until-over = до конца тренинга
messages-until-begun = до начала тренинга
messages-until-deadline = до срока ответа
messages-until-next_reminder = до следующего напоминания

messages-today =
    { $n ->
        [one] сообщение нужно передать самим
        [few] сообщения нужно передать самим
       *[other] сообщений нужно передать самим
    }
messages-today-since = Самое давнее: { $when }
