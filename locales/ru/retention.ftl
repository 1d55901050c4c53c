# Что и сколько хранится: таблица страницы «Как хранятся ваши данные», строится по src/retention/model.

retention-col-what = Что
retention-col-why = Зачем
retention-col-who = Кто видит
retention-col-until = Как долго
retention-table = Что мы храним о вас
retention-table-staff = О сотрудниках

retention-title-person = Кто вы
retention-why-person = Чтобы дать вам место, сообщить об изменениях и узнать вас у входа.
retention-until-person = { $n ->
    [one] { $n } месяц
    [few] { $n } месяца
   *[other] { $n } месяцев
} после вашего последнего тренинга. Если вы согласились узнавать о следующих тренингах: { $longer ->
    [one] { $longer } месяц
    [few] { $longer } месяца
   *[other] { $longer } месяцев
}.
retention-title-needs = Что вам нужно на тренинге
retention-why-needs = Чтобы подготовить зал, питание и помощь, о которой вы попросили.
retention-until-needs = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после окончания тренинга.
retention-title-answers = Ваши ответы на вопросы тренинга
retention-why-answers = Чтобы подготовить тренинг для тех, кто придёт.
retention-until-answers = Столько, сколько указано в форме у каждого вопроса; не дольше, чем ваше имя.
retention-title-unanswered = Регистрация, для которой не нашлось места
retention-why-unanswered = Чтобы предложить вам место, если оно освободится.
retention-until-unanswered = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после окончания тренинга.
retention-title-merge = То, что было до объединения
retention-why-merge = Чтобы отменить объединение, если двух людей приняли за одного.
retention-until-merge = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после объединения.
retention-title-attendance = Ваше участие
retention-why-attendance = Чтобы знать, кто пришёл и сколько людей было всего.
retention-until-attendance = С вашим именем — пока мы его храним. Потом без имени, как число.
retention-title-consent = Ваши согласия
retention-why-consent = Чтобы можно было показать, на что вы согласились и когда отозвали согласие.
retention-until-consent = Остаются как подтверждение. Когда имя удалено — строкой без имени.
retention-title-testimonial = Ваш рассказ
retention-why-testimonial = Чтобы публиковать его так, как вы разрешили, и никак иначе.
retention-until-testimonial = Пока его можно публиковать. Если вы отозвали согласие — пока мы храним ваше имя или пока вы не удалите рассказ.
retention-title-declined = Рассказ, который мы не опубликовали
retention-why-declined = Чтобы вы могли узнать причину.
retention-until-declined = { $n ->
    [one] { $n } месяц
    [few] { $n } месяца
   *[other] { $n } месяцев
} после решения.
retention-title-flash = Форма, показанная повторно, и страница после регистрации нескольких человек
retention-why-flash = Чтобы вам не пришлось вводить ответы второй раз и чтобы можно было распечатать ссылки для всех.
retention-until-flash = Не дольше { $n ->
    [one] { $n } минуты
    [few] { $n } минут
   *[other] { $n } минут
}.
retention-title-budget = Сколько раз отправлена форма
retention-why-budget = Чтобы никто не мог засыпать сообщениями ваш телефон, вашу почту или нас.
retention-until-budget = { $n ->
    [one] { $n } день.
    [few] { $n } дня.
    [many] { $n } дней.
   *[other] { $n } дня.
}
retention-title-job = Письма вам
retention-why-job = Чтобы письмо дошло, даже если почтовый сервер какое-то время не работает. Текст письма не хранится.
retention-until-job = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после отправки.
retention-title-figures = Числа без имён
retention-why-figures = Чтобы отчитаться, сколько людей пришло, какого возраста и откуда.
retention-until-figures = Остаются. Число меньше пяти никогда не показывается.
retention-title-tombstone = След удаления
retention-why-tombstone = Чтобы удалённое не вернулось из резервной копии.
retention-until-tombstone = Остаётся: случайный номер, день и правило. Без имени.
retention-title-audit = Журнал действий
retention-why-audit = Чтобы было видно, кто из сотрудников что и когда сделал.
retention-until-audit = Остаётся: номера и коды. Ни имён участников, ни содержания.
retention-title-account = Учётная запись
retention-why-account = Чтобы вы могли войти и чтобы было видно, кто что сделал.
retention-until-account = Пока учётная запись существует и пока она упоминается в журнале.
retention-title-session = Входы
retention-why-session = Чтобы вы видели, где выполнен вход, и могли его завершить.
retention-until-session = До окончания; после этого удаляется в течение часа.
retention-title-invite = Приглашение
retention-why-invite = Чтобы прислать вам ссылку.
retention-until-invite = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после окончания срока или использования.
retention-title-exchange = Списки, которые мы загрузили
retention-why-exchange = Чтобы внести регистрации с бумаги или из таблицы.
retention-until-exchange = Пока не внесены, но не дольше { $n ->
    [one] { $n } дня
    [few] { $n } дней
   *[other] { $n } дней
}.

retention-who-you = вы
retention-who-facilitator = фасилитаторы вашего тренинга, без ваших контактов
retention-who-coordinator = координаторы вашего региона или тренинга
retention-who-moderator = модераторы
retention-who-administrator = администраторы
retention-who-everybody = все
retention-who-nobody = никто; использует только программа

retention-what-name = имя
retention-what-contact = телефон, электронная почта
retention-what-language = язык
retention-what-channel = способ связи
retention-what-code = короткий код
retention-what-age = возрастная группа
retention-what-sex = пол
retention-what-region = где вы живёте
retention-what-organisation = организация
retention-what-needs = помощь, о которой вы попросили
retention-what-diet = питание
retention-what-note = ваше примечание
retention-what-answers = ваши ответы
retention-what-arrangement = что для вас организовано
retention-what-standing = состояние регистрации
retention-what-attendance = занятия, на которых вы были
retention-what-reason = почему отметка исправлена
retention-what-agreement = на что, когда, на каком языке
retention-what-testimonial = заголовок и текст
retention-what-pseudonym = имя, которое вы для него выбрали
retention-what-rendition = отредактированный текст
retention-what-review = примечание модераторов
retention-what-form = что вы ввели
retention-what-tries = время отправки и отпечаток телефона или почты, из которого сам номер или адрес прочитать нельзя
retention-what-mail = вид письма, день
retention-what-history = кто, что, когда
retention-what-account = имя, электронная почта, язык
retention-what-session = когда начат и когда использован в последний раз
retention-what-invite = электронная почта
retention-what-sheet = строки таблицы
retention-what-view = названия сохранённых фильтров

retention-runs-title = Что удалено по правилам
retention-runs-lead = Правила выполняются каждую ночь.
retention-runs-rules = Правила
retention-runs-none = Правила ещё не выполнялись.
retention-runs-rule = Правило
retention-runs-at = Последний раз (UTC)
retention-runs-found = Пора удалить
retention-runs-removed = Удалено
retention-runs-outcome = Итог
retention-outcome-done = выполнено
retention-outcome-stopped = ждёт решения человека
retention-stopped-title = Есть данные, которые пора удалить
retention-stopped-why = Таких данных намного больше обычного. Поэтому ничего не удалено: возможно, где-то неверна дата.
retention-stopped-what = Если числа верны, тот, кто обслуживает сервер, выполняет команду:

retention-rule-flash = Введённое в формы
retention-rule-session = Входы сотрудников
retention-rule-job = Отправленные письма
retention-rule-invite = Приглашения в команду
retention-rule-needs = Потребности участников
retention-rule-answers = Ответы на вопросы тренингов
retention-rule-declined = Неопубликованные рассказы
retention-rule-unanswered = Регистрации, для которых не нашлось места
retention-rule-merge = Данные для отмены объединения
retention-rule-person = Имена и контакты участников
retention-what-selection = что записано о вашей заявке при отборе
retention-rule-exchange = Загруженные списки
