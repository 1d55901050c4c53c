# Вопросы мероприятия: раздел формы и их редактор.

questions-group = Ещё несколько вопросов
questions-more = { $n ->
    [one] После вашего ответа появился ещё { $n } вопрос. Всё, что вы написали, сохранено.
    [few] После ваших ответов появилось ещё { $n } вопроса. Всё, что вы написали, сохранено.
   *[other] После ваших ответов появилось ещё { $n } вопросов. Всё, что вы написали, сохранено.
}
questions-note-coordinators = Видят только координаторы. Удаляется не позже чем через { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после тренинга.
questions-note-facilitators = Видят координаторы и фасилитаторы. Удаляется не позже чем через { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после тренинга.
questions-unsaid = Без ответа
questions-choose = Выберите

# Для сотрудников

questions-title = Вопросы
questions-link = Вопросы анкеты
questions-lead = Форма регистрации задаёт их после вопросов, общих для всех. Спрашивайте только то, что нужно для подготовки тренинга.
questions-none = Вопросов пока нет
questions-none-help = Форма спрашивает имя, способ связи, потребности и согласие.
questions-new = Добавить вопрос
questions-edit = Изменить вопрос
questions-preview = Предпросмотр
questions-preview-lead = Так форма показывает вопросы. То, что вы введёте здесь, не сохраняется.
questions-preview-in = Язык предпросмотра
questions-try = Проверить ответы
questions-try-hint = Тогда появятся вопросы, которые зависят от ответа.
questions-retired = Больше не задаются
questions-retired-help = Прежние ответы можно читать, пока они не удалены.
questions-if = Задаётся, только если: { $answer }
questions-required = обязательный
questions-required-label = Ответ обязателен
questions-kept = удаляется через { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
} после тренинга
questions-missing = Не хватает: { $languages }
questions-up = Выше
questions-down = Ниже
questions-up-named = Переместить выше: { $question }
questions-down-named = Переместить ниже: { $question }
questions-done-saved = Вопрос сохранён.
questions-done-moved = Порядок изменён.
questions-done-retired = Вопрос больше не задаётся.

questions-answer = Ответ
questions-kind = Вид ответа
questions-kind-text = короткий текст
questions-kind-long_text = длинный текст
questions-kind-one_choice = один из вариантов
questions-kind-many_choices = несколько вариантов
questions-kind-number = целое число
questions-kind-date = дата
questions-kind-yes_no = да или нет
questions-label = Вопрос
questions-label-hint = На основном языке тренинга обязателен. Если перевода нет, читатель увидит вопрос на другом языке.
questions-help = Пояснение
questions-help-hint = Зачем вы спрашиваете, или пример. Можно оставить пустым.
questions-text-missing = На этом языке пока нет.
questions-options = Варианты
questions-options-hint = Только для ответов с вариантами, не больше { $max }. Чтобы убрать вариант, очистите его на всех языках; прежние ответы можно будет читать.
questions-option-n = Вариант { $n }
questions-option-add = Добавить варианты
questions-rules = Правила
questions-shown-if = Когда задаётся
questions-shown-if-hint = Можно выбрать только вопросы, которые стоят раньше.
questions-always = всегда
questions-seen-by = Кто видит ответы
questions-seen-by-hint = Фасилитаторы видят их в списке участников, рядом с именем.
questions-seen-by-coordinators = только координаторы
questions-seen-by-facilitators_too = координаторы и фасилитаторы
questions-keep-days = Через сколько дней после тренинга удалить ответы
questions-keep-days-hint = Не больше, чем у вопроса, от которого зависит этот. Вместе с именем ответы удаляются в любом случае.
questions-min = Наименьшее число
questions-max = Наибольшее число
questions-number-only = Только для чисел.
questions-answered-title = На этот вопрос уже ответили
questions-answered = Меняйте слова только так, чтобы прежние ответы по-прежнему подходили. Вид ответа не меняется.
questions-retire-title = Больше не задавать
questions-retire-help = Вопрос исчезнет из формы. Прежние ответы можно читать, пока они не удалены.
questions-retire = Больше не задавать

questions-error-order = Вопрос должен стоять после того, от которого он зависит.
questions-error-condition = Ответ, от которого он зависит, больше не предлагается. Выберите снова.
questions-error-needed = От ответа, который исчезнет, зависит другой вопрос. Сначала измените тот вопрос.
questions-error-outlives = Ответы нельзя хранить дольше, чем ответы на вопрос, от которого он зависит.
questions-error-outlived = Ответы на вопрос, который зависит от этого, хранятся дольше. Сначала измените тот вопрос.
questions-error-too-many = Больше вопросов в одну форму не помещается.
questions-error-long-texts = Больше длинных текстов в одну форму не помещается.
questions-error-at-desk = Фасилитаторам уже показывается столько ответов, сколько помещается рядом с именем.
questions-error-stale = Тем временем этот вопрос изменили. Посмотрите ещё раз; если сохранить сейчас, ваша версия заменит ту.
questions-error-kind = На этот вопрос уже ответили: вид ответа изменить нельзя.
questions-error-depended = От ответа на этот вопрос зависят другие. Сначала измените их.
questions-error-options = Укажите хотя бы { $n } варианта.
questions-error-limits = Наибольшее число меньше наименьшего.
