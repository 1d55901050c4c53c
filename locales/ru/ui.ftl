# What every page shares.

ui-skip = Перейти к содержимому
ui-nav = Главное меню
ui-nav-events = Тренинги
ui-nav-testimonials = Голоса участников
ui-nav-voices = Голоса
ui-nav-about = О нас
ui-nav-today = Сегодня
ui-nav-queue = Рассказы
ui-nav-people = Люди
ui-nav-team = Команда
ui-nav-audit = Журнал действий
ui-nav-settings = Настройки
ui-language = Язык
ui-sign-out = Выйти
ui-footer-nav = Об этом сайте
ui-footer-privacy = Как хранятся ваши данные
ui-footer-accessibility = Доступность
ui-footer-find = Не могу найти личную ссылку
ui-footer-staff = Вход для сотрудников
ui-quick-exit = Быстрый выход

ui-back = Назад
ui-to-home = На главную
ui-save = Сохранить
ui-cancel = Отмена
ui-search = Найти
ui-yes = Да
ui-no = Нет
ui-newer = Позже
ui-older = Раньше
ui-page-before = Предыдущая страница
ui-page-after = Следующая страница
ui-pagination = Страницы списка
ui-breadcrumb = Вы здесь
ui-step-done = готово
ui-step-current = сейчас
ui-step-ahead = впереди

ui-optional = необязательно
ui-honeypot = Оставьте это поле пустым
ui-error-send-again = Всё, что вы написали, сохранено. Отправьте, пожалуйста, ещё раз.
ui-error-form-stale = Эта форма была открыта слишком долго. Всё, что вы написали, сохранено: отправьте её ещё раз.
ui-error-crowded = Из вашей сети сейчас приходит очень много форм. Всё, что вы написали, сохранено: подождите минуту и отправьте ещё раз.
ui-errors-heading = Пожалуйста, исправьте
ui-errors-heading-whole = Пока не отправлено
ui-error-prefix = Ошибка:
ui-error-required = Заполните это поле.
ui-error-choose = Выберите ответ.
ui-error-too-long = Слишком длинно. Сократите до { $max } знаков.
ui-error-choice = Выберите один из предложенных вариантов.
ui-error-number = Введите целое число от { $min } до { $max }.
ui-error-email = Напишите в таком виде: name@example.org.
ui-error-phone = Введите номер полностью, например 0700 123 456.
ui-error-date = Проверьте дату: такого дня нет.
ui-error-agree = Чтобы продолжить, отметьте этот пункт.

ui-content-note = Тяжёлые события:
ui-original-in = Язык оригинала: { $language }
ui-translated-from = Перевод. Язык оригинала: { $language }
ui-read-in = Читать: { $language }

ui-chart-table = Показать числа в таблице
ui-chart-count = Количество
ui-chart-hidden = меньше { $n }
ui-chart-note = Числа меньше { $n } скрыты, чтобы никого нельзя было узнать.

ui-bad-request-heading = Запрос непонятен
ui-bad-request-help = Похоже, ссылка неполная или форма устарела. Вернитесь назад, обновите страницу и попробуйте ещё раз.
ui-forbidden-heading = Эта страница вам не открыта
ui-forbidden-help = Если она нужна вам для работы, попросите доступ у координатора.
ui-not-found-heading = Такой страницы нет
ui-not-found-help = Проверьте ссылку. Если вы копировали её из сообщения, посмотрите, скопировалась ли она целиком.
ui-conflict-heading = Тем временем что-то изменилось
ui-conflict-help = Кто-то успел сохранить раньше. Обновите страницу, посмотрите, что теперь, и попробуйте ещё раз.
ui-gone-heading = Этот текст больше не опубликован
ui-gone-help = Возможно, согласие отозвано или срок публикации закончился. Другие рассказы — на странице «Голоса участников».
ui-gone-link-heading = Эта ссылка больше не действует
ui-gone-link-help = Данные, которые она открывала, удалены, или их срок истёк.
ui-too-large-heading = Отправлено слишком много
ui-too-large-help = Сократите текст или выберите файл поменьше и отправьте ещё раз.
ui-internal-heading = У нас произошла ошибка
ui-internal-help = Вы ни в чём не ошиблись. Попробуйте немного позже. Если это повторится, назовите нам номер, который стоит ниже.
ui-incident = Номер ошибки:
ui-busy-heading = Сейчас на сайте слишком много людей
ui-busy-help = Подождите минуту и обновите страницу.

ui-state-loading = Загружается…
ui-state-empty = Здесь пока ничего нет.
ui-state-nothing-found = Ничего не нашлось. Попробуйте искать шире.
ui-state-offline = Связи нет. Отметки сохранены на этом телефоне и уйдут, когда связь появится.
ui-state-expired = Срок истёк.
ui-state-full = Все места заняты.
ui-state-closed = Регистрация закрыта.
ui-state-saved = Сохранено.
ui-state-refused = Сейчас это сделать нельзя.

# In the place of the name of somebody whose data was erased, and of one that does not open.
ui-erased = Данные удалены
ui-damaged = Не читается

ui-send-sms = По SMS
ui-send-whatsapp = В WhatsApp
ui-send-telegram = В Telegram
ui-send-hint = Кнопки открывают приложение на вашем устройстве, через другие сайты ничего не проходит. Если приложение откроется без текста, скопируйте текст выше.
