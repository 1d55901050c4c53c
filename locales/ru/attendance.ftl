# The desk, the sign-in sheet and the summary of attendance.

attendance-desk = Стол регистрации
attendance-desk-title = Стол регистрации: { $title }
attendance-to-event = Страница тренинга
attendance-sessions = Занятия
attendance-session = Занятие { $n }
attendance-came = на месте { $n } из { $registered }
attendance-counted = в зале { $n }
attendance-status-present = есть
attendance-status-late = опоздание
attendance-status-left_early = уход раньше
attendance-status-excused = уважительная причина
attendance-status-absent = нет
attendance-more = ещё
attendance-walk-in = без предварительной записи
attendance-past-capacity = сверх числа мест
attendance-conflict = отметки расходятся
attendance-said = { $status } ({ $who }, { $time })
attendance-somebody = сотрудник
attendance-settle = Уточнить
attendance-unmarked = отметки нет
attendance-empty = На этот тренинг пока никто не зарегистрирован
attendance-empty-help = Тех, кто придёт без предварительной записи, можно добавить ниже.
attendance-search = Имя или код
attendance-nobody = Такого имени или кода нет. Если человек пришёл без записи, добавьте его ниже.
attendance-code-unknown = Этого кода нет в списке тренинга. Проверьте день, занятие и сам код.
attendance-done = { $name }: { $status }
attendance-undo = Отменить

attendance-headcount-heading = Сколько людей в зале
attendance-headcount = Число людей в зале
attendance-headcount-hint = Посчитайте всех, кто в зале. Это число хранится отдельно от отметок.
attendance-walk-in-heading = Человек без предварительной записи
attendance-walk-in-help = Достаточно имени. Отметка «есть» появится сразу.
attendance-walk-in-name = Имя и фамилия
attendance-walk-in-phone = Телефон
attendance-walk-in-send = Добавить и отметить «есть»

attendance-correct = Исправить отметку
attendance-correct-now = { $name }. Сейчас отмечено: { $status }.
attendance-correct-status = Как на самом деле?
attendance-correct-reason = Почему исправляете?
attendance-correct-hint = Напишите коротко. И прежняя отметка, и причина сохранятся.
attendance-correct-send = Исправить

attendance-sheet = Лист подписей
attendance-sheet-help = Воспользуйтесь командой браузера «Печать»: лист рассчитан на формат А4.
attendance-sheet-number = №
attendance-sheet-name = Имя и фамилия
attendance-sheet-code = Код
attendance-sheet-signature = Подпись

attendance-summary = Посещаемость
attendance-summary-table = Кто на какое занятие пришёл
attendance-chart = Сколько людей пришло на каждое занятие?
attendance-chart-text = Всего зарегистрировано: { $registered }. Каждая полоса показывает, сколько людей пришло на занятие.

attendance-not-held = Этот тренинг отменён или ещё не объявлен, поэтому посещаемость не отмечается.
attendance-not-on-roster = Этого человека сейчас нет в списке: регистрация не подтверждена или отменена.
attendance-changed = Тем временем этого человека отметил кто-то другой. Вернитесь к столу регистрации и посмотрите, что отмечено теперь.
attendance-undo-late = Эту отметку уже отменили или исправили. Вернитесь к столу регистрации и посмотрите, что отмечено теперь.
