# Sign-in, own account, team, today, history of actions.

staff-sign-in-title = Вход для сотрудников
staff-sign-in = Войти
staff-sign-in-help = Не получается войти? Обратитесь к администратору вашей организации.
staff-email = Электронная почта
staff-email-hint = С этим адресом вы будете входить.
staff-name = Имя и фамилия
staff-name-hint = Под этим именем вас видит команда.
staff-passphrase = Парольная фраза
staff-passphrase-now = Текущая парольная фраза
staff-passphrase-new = Новая парольная фраза
staff-passphrase-again = Парольная фраза ещё раз
staff-passphrase-hint = От { $min } до { $max } знаков. Лучше всего несколько слов, которые легко запомнить.
staff-passphrase-change = Сменить парольную фразу
staff-passphrase-change-help = На других устройствах понадобится войти заново.

staff-error-sign-in = Адрес или парольная фраза не подходят.
staff-error-email-taken = С этим адресом уже есть учётная запись. Укажите другой адрес или войдите с ним.
staff-error-in-team = Этот адрес уже есть в команде. Роль можно дать на странице этого человека.
staff-error-passphrase-length = В парольной фразе должно быть от { $min } до { $max } знаков.
staff-error-passphrase-again = Фразы не совпадают.
staff-error-passphrase-now = Текущая парольная фраза не подходит.
staff-error-disabled = Эта учётная запись отключена. Сначала включите её снова.
staff-error-last-administrator = Это единственный администратор. Сначала дайте эту роль кому-нибудь ещё.

staff-join-title = Присоединиться к команде
staff-join-role = Ваша роль: { $role }.
staff-join-until = Ссылка работает один раз. Срок истекает { $when }.
staff-join = Присоединиться
staff-join-void-title = Эта ссылка не работает
staff-join-void-help = Она уже использована, устарела или скопирована не полностью. Попросите новую у того, кто вас пригласил.

staff-role = Роль
staff-roles = Роли
staff-roles-none = Ролей нет
staff-role-facilitator = фасилитатор
staff-role-facilitator-hint = Отмечает посещаемость, видит список участников.
staff-role-moderator = модератор
staff-role-moderator-hint = Готовит рассказы к публикации и одобряет их.
staff-role-coordinator = координатор
staff-role-coordinator-hint = Ведёт тренинги, регистрацию и рассказы.
staff-role-administrator = администратор
staff-role-administrator-hint = Может всё, что координатор, управляет командой, видит журнал действий.
staff-role-auditor = аудитор
staff-role-auditor-hint = Видит тренинги и журнал действий, ничего не меняет.
staff-scope = Где
staff-scope-hint = Роль действует только здесь.
staff-scope-choose = Выберите
staff-scope-all = везде
staff-scope-event = один тренинг

staff-invite-title = Пригласить в команду
staff-invite-help = Будет создана одноразовая ссылка. Она действует 7 дней.
staff-invite = Создать ссылку
staff-invite-cancel = Отменить приглашение
staff-invite-expires = Срок
staff-invites = Приглашения без ответа
staff-invited-title = Приглашение готово
staff-invited-by-hand = Отправьте ссылку сами по адресу { $email }.
staff-invited-mailed = Ссылка уйдёт письмом по адресу { $email }. Можно передать её и самостоятельно.
staff-invited-once = Ссылка показывается только один раз

staff-grant-title = Дать роль
staff-grant = Дать
staff-revoke = Снять роль
staff-disabled = отключена
staff-disable = Отключить учётную запись
staff-disable-help = Все сеансы этого человека сразу закончатся, войти снова не получится. Роли сохранятся.
staff-enable = Включить учётную запись
staff-enable-help = Человек снова сможет войти, с прежними ролями.

staff-account-title = Моя учётная запись
staff-language = На каком языке вам писать?
staff-sessions = Устройства, где выполнен вход
staff-sessions-help = IP-адреса и названия браузеров не хранятся. Если видите чужой вход, завершите его и смените парольную фразу.
staff-session-since = Вход
staff-session-seen = Последний раз
staff-session-do = Действие
staff-session-this = это устройство
staff-session-end = Завершить
staff-done-passphrase = Парольная фраза изменена. На остальных устройствах вход завершён.
staff-done-language = Язык сохранён.
staff-done-session = Вход на том устройстве завершён.

staff-code-title = Второй шаг входа
staff-code = Код
staff-code-hint = Шесть цифр из приложения или один из ваших кодов восстановления.
staff-code-lost = Нет ни телефона, ни кодов восстановления? Обратитесь к администратору вашей организации.
staff-confirm-title = Подтвердите, что это вы
staff-confirm-help = Это важный шаг, поэтому мы ещё раз проверяем, что это вы. Введённое сохранится.
staff-confirm = Подтвердить
staff-error-code = Код неверный, устарел или уже использован. Дождитесь следующего и введите его.
staff-error-wait =
    { $n ->
        [one] Слишком много попыток. Попробуйте через { $n } минуту.
        [few] Слишком много попыток. Попробуйте через { $n } минуты.
       *[other] Слишком много попыток. Попробуйте через { $n } минут.
    }
staff-error-factor-none = Сначала добавьте второй шаг входа.
staff-error-factor-last = Ваша роль требует второго шага входа. Его можно заменить, но не убрать.

staff-factor = Второй шаг входа
staff-factor-none = Не добавлен. Без него в вашу учётную запись войдёт любой, кто узнает парольную фразу.
staff-factor-app = Приложение на телефоне
staff-factor-since = Добавлено: { $when }
staff-factor-add = Добавить второй шаг входа
staff-factor-replace = Заменить приложение
staff-factor-remove = Убрать приложение
staff-factor-must = Ваша роль открывает данные других людей, поэтому одной парольной фразы мало. Сначала добавьте приложение на телефоне. Это займёт две минуты.
staff-factor-help = После парольной фразы нужно будет вводить код из приложения.
staff-factor-step-app = 1. Установите приложение
staff-factor-step-app-help = Подойдёт любое приложение с кодами: Aegis, FreeOTP, Google Authenticator. Оно работает и без интернета.
staff-factor-step-scan = 2. Отсканируйте картинку
staff-factor-qr = QR-код для приложения
staff-factor-by-hand = Или введите этот ключ в приложение вручную:
staff-factor-open = Открыть в приложении на этом телефоне
staff-factor-step-code = 3. Введите код из приложения
staff-factor-code = Код из шести цифр
staff-factor-code-hint = Обновляется каждые тридцать секунд.
staff-factor-confirm = Добавить
staff-codes = Коды восстановления
staff-codes-left =
    { $n ->
        [0] Кодов не осталось. Получите новые.
        [one] Остался { $n } код.
        [few] Осталось { $n } кода.
       *[other] Осталось { $n } кодов.
    }
staff-codes-new = Получить новые коды
staff-codes-new-help = Прежние коды перестанут действовать.
staff-codes-title = Коды восстановления
staff-codes-help =
    { $n ->
        [one] Если телефона нет под рукой, вы войдёте с этим кодом. Он действует один раз.
        [few] Если телефона нет под рукой, вы войдёте с одним из этих { $n } кодов. Каждый действует один раз.
       *[other] Если телефона нет под рукой, вы войдёте с одним из этих { $n } кодов. Каждый действует один раз.
    }
staff-codes-once = Коды показываются только один раз
staff-codes-keep = Распечатайте или перепишите их и храните отдельно от телефона.
staff-codes-done = Коды сохранены, продолжить
staff-done-factor = Приложение убрано.
staff-passkey = Ключ входа
staff-passkeys = Ключи входа
staff-passkeys-help = Ключ входа хранит сам телефон или компьютер. Код вводить не нужно: хватит отпечатка, лица или PIN-кода.
staff-passkeys-second = Парольная фраза по-прежнему нужна, ключ заменяет только код. Когда вы его добавите, вход на других устройствах завершится.
staff-passkey-name = Название ключа
staff-passkey-name-hint = Чтобы потом узнать его: «Рабочий телефон».
staff-passkey-add = Добавить ключ входа
staff-passkey-added = Добавлен
staff-passkey-never = ещё не использован
staff-passkey-remove = Убрать
staff-passkey-remove-name = Убрать: { $name }
staff-passkey-use = Использовать ключ входа
staff-passkey-or = Или с кодом:
staff-passkey-instead = Добавить ключ входа вместо приложения
staff-passkey-app-instead = Выбрать вход с кодом из приложения
staff-passkey-sorry = Ключ входа не сработал. Попробуйте ещё раз или войдите с кодом.
staff-passkey-no-script = Для ключа входа нужен JavaScript. Без него можно войти с кодом.
staff-passkey-none-here = В этом браузере ключ входа не работает. Можно войти с кодом.
staff-error-passkey = Ключ входа не принят. Попробуйте ещё раз или используйте код.
staff-error-passkey-add = Ключ входа не добавлен. Попробуйте ещё раз.
staff-error-passkeys-many = Ключей входа слишком много. Сначала уберите старый.
staff-done-passkey = Ключ входа добавлен.
staff-done-passkey-removed = Ключ входа убран. Вход на других устройствах завершён.
staff-code-recovery = Код восстановления
staff-code-recovery-hint = Один из кодов, которые вы записали.
staff-factor-no-app = Не добавлено. Там, где не работает JavaScript, подходит только код из приложения.
staff-factor-add-app = Добавить приложение

staff-sessions-end-others = Выйти на всех других устройствах
staff-done-sessions = Вы вышли на всех других устройствах.

staff-today-empty = Сегодня от вас ничего не требуется.
staff-today-empty-help = Здесь появятся ближайшие занятия, предложенные места и рассказы, ожидающие модератора.
staff-today-room = Начинается занятие «{ $session }» · { $event }
staff-today-room-open = Идёт занятие «{ $session }» · { $event }
staff-today-needs = { $n ->
    [one] потребность ждёт решения: { $event }
    [few] потребности ждут решения: { $event }
   *[other] потребностей ждут решения: { $event }
}
staff-today-draft = черновик ждёт публикации: { $event }
staff-today-more = Остальное — в списке тренингов
staff-today-starts = Начало: { $when }
staff-today-offers =
    { $n ->
        [one] предложенное место вернётся в очередь в ближайшие 24 часа · { $event }
        [few] предложенных места вернутся в очередь в ближайшие 24 часа · { $event }
       *[other] предложенных мест вернутся в очередь в ближайшие 24 часа · { $event }
    }
staff-today-first = Первое: { $when }
staff-today-testimonials =
    { $n ->
        [one] рассказ ждёт модератора
        [few] рассказа ждут модератора
       *[other] рассказов ждут модератора
    }
staff-today-oldest = Самый давний: { $when }

staff-history-help = Кто, когда и что сделал. Содержание не хранится. Время указано по UTC.
staff-history-time = Время (UTC)
staff-history-who = Кто
staff-history-what = Действие
staff-history-object = С чем или с кем
staff-history-participant = участник или участница
staff-history-system = система
staff-audit-session-start = Вход
staff-audit-session-end = Выход
staff-audit-session-refuse = Отказ во входе
staff-audit-session-revoke = Завершение входа на другом устройстве
staff-audit-factor-accept = Личность подтверждена
staff-audit-factor-refuse = Неверный код на втором шаге
staff-audit-factor-add = Добавлен второй шаг входа
staff-audit-factor-remove = Убран второй шаг входа
staff-audit-factor-codes = Получены новые коды восстановления
staff-audit-session-revoke-others = Выход на всех других устройствах
staff-audit-passphrase-change = Смена парольной фразы
staff-audit-passphrase-refuse = Неверная фраза при смене парольной фразы
staff-audit-staff-create = Создание учётной записи
staff-audit-staff-language = Смена языка
staff-audit-staff-disable = Отключение учётной записи
staff-audit-staff-enable = Включение учётной записи
staff-audit-invite-make = Приглашение в команду
staff-audit-invite-use = Вступление по приглашению
staff-audit-invite-void = Отмена приглашения
staff-audit-role-grant = Выдача роли
staff-audit-role-revoke = Снятие роли
staff-audit-event-create = Создание тренинга
staff-audit-event-edit = Изменение тренинга
staff-audit-event-places = Изменение мест тренинга
staff-audit-event-publish = Публикация тренинга
staff-audit-event-cancel = Отмена тренинга
staff-audit-event-complete = Завершение тренинга
staff-audit-event-archive = Перенос тренинга в архив
staff-audit-registration-export = Список регистраций выгружен в файл
staff-audit-import-start = Начата загрузка списка
staff-audit-import-cancel = Остановлена загрузка списка
staff-audit-bulk-start = Начато действие со многими регистрациями
staff-audit-bulk-cancel = Остановлено действие со многими регистрациями
staff-audit-attendance-correct = Исправление отметки о посещении
staff-audit-attendance-undo = Отмена отметки о посещении
staff-audit-registration-create = Регистрация
staff-audit-registration-accept = Предложенное место принято
staff-audit-question-add = Вопрос добавлен
staff-audit-question-edit = Вопрос изменён
staff-audit-question-move = Порядок вопросов изменён
staff-audit-question-retire = Вопрос убран из формы
staff-audit-need-arrange = Потребность: организовано
staff-audit-need-refuse = Потребность: невозможно
staff-audit-need-reopen = Потребность: снова ждёт решения
staff-audit-needs-edit = Решения о потребностях
staff-audit-needs-see = Просмотр потребностей
staff-audit-registration-decline = Отказ от предложенного места
staff-audit-registration-lapse = Срок предложенного места истёк
staff-audit-registration-offer = Предложено освободившееся место
staff-audit-registration-confirm = Место подтверждено
staff-audit-registration-refuse = Место не дано
staff-audit-registration-link = Показана личная ссылка
staff-audit-registration-apart = Ждавшие вместе ждут теперь по отдельности
staff-audit-registration-withdraw = Отказ от участия
staff-audit-walk-in-add = Добавление человека без предварительной записи
staff-audit-testimonial-give = Рассказ получен
staff-audit-testimonial-withdraw = Отозвано согласие на публикацию рассказа
staff-audit-testimonial-decline = Отказ в публикации рассказа
staff-audit-testimonial-unseal = Прочитан исходный текст рассказа
staff-audit-testimonial-erase = Рассказ удалён
staff-audit-rendition-edit = Подготовка рассказа для читателей
staff-audit-rendition-approve = Одобрение рассказа в этом виде
staff-audit-hold-set = Рассказ временно скрыт
staff-audit-hold-lift = Временное скрытие снято
staff-audit-tier-raise = Повышение уровня риска рассказа
staff-audit-consent-grant = Согласие дано
staff-audit-consent-narrow = Согласие сужено
staff-audit-consent-withdraw = Согласие отозвано
staff-audit-consent-expire = Срок согласия истёк
staff-today-retention = Есть данные, которые пора удалить: { $rule }
staff-audit-person-erase = Удаление данных человека
staff-audit-registration-erase = Удаление регистрации
staff-audit-retention-run = Выполнение правила хранения
staff-audit-retention-stop = Остановка правила хранения
staff-audit-retention-see = Просмотр хода удаления
