# Testimonials: giving, reading, moderating.
# What may be said of the person, and where it may be read.
testimonials-consent-publication-v1 = Я соглашаюсь, чтобы мой рассказ опубликовали там, где я отмечу ниже, и под тем именем, которое я выберу. Сначала его прочитают модераторы и подготовят для читателей: могут сократить, перевести на другие языки и убрать то, по чему можно узнать людей. Согласие можно отозвать в любой момент, не объясняя причин: тогда текст сразу исчезнет с сайта. То, что уже напечатано, вернуть нельзя.
testimonials-channel-site = Этот сайт
testimonials-channel-site-hint = Раздел «Голоса участников». Его может прочитать кто угодно, его находят и поисковые системы.
testimonials-channel-feeds = Сайты партнёров
testimonials-channel-feeds-hint = Организации-партнёры смогут автоматически показывать рассказ у себя.
testimonials-channel-print = Печать и отчёты
testimonials-channel-print-hint = Брошюры и отчёты для доноров.
testimonials-channel-press = Журналисты
testimonials-channel-press-hint = Газеты, радио и телевидение смогут цитировать рассказ.
testimonials-name-full_name = Полное имя
testimonials-name-first_name = Только имя
testimonials-name-initials = Инициалы
testimonials-name-pseudonym = Псевдоним
testimonials-name-anonymous = Без имени
testimonials-name-shown = Читатели увидят: { $line }
testimonials-no-name = Без имени
testimonials-to-my-page = На личную страницу

# Giving a testimonial through the private link.
testimonials-give-title = Что вам дал тренинг?
testimonials-give-intro = Расскажите своими словами. Это займёт 5–10 минут. Можно и совсем коротко.
testimonials-give-first-reader = Сначала текст прочитают только наши модераторы. Увидят ли его другие, где и под каким именем — решаете вы.
testimonials-give-any-time = Передумать можно в любой момент: рассказ убирается с сайта одной кнопкой, причин мы не спрашиваем.
testimonials-give-words = Ваши слова
testimonials-give-language = На каком языке вы пишете?
testimonials-give-headline = Заголовок
testimonials-give-headline-hint = Самое важное одной фразой.
testimonials-give-body = Ваш рассказ
testimonials-give-body-hint = Что изменилось? Что запомнилось? Лучше не называть других людей и адреса.
testimonials-give-readers = Кто может прочитать
testimonials-give-channels = Где вы согласны опубликовать?
testimonials-give-channels-hint = Если ничего не отметить, рассказ прочитает только наша команда.
testimonials-give-name = Под каким именем
testimonials-give-attribution = Что написать под вашими словами?
testimonials-give-attribution-hint = Нужно, только если вы согласны на публикацию.
testimonials-give-pseudonym = Псевдоним
testimonials-give-pseudonym-hint = Если выше выбран «Псевдоним».
testimonials-give-send = Отправить
testimonials-give-after = На следующей странице будет видно, что происходит с рассказом.
testimonials-not-open = Написать рассказ могут те, чьё место подтверждено, после начала тренинга.
testimonials-too-many = По этому тренингу больше рассказов отправить нельзя.

# The speaker's page.
testimonials-mine-title = Мой рассказ
testimonials-mine-kept = Ваш рассказ может прочитать только наша команда.
testimonials-mine-kept-next = Если хотите, чтобы прочитали и другие, дайте согласие ниже.
testimonials-mine-waiting = Ваш рассказ ждёт модератора.
testimonials-mine-waiting-next = Модератор подготовит его для читателей, второй человек проверит. До этого ничего не публикуется.
testimonials-mine-public = Ваш рассказ опубликован.
testimonials-mine-public-next = Спасибо, что поделились. Отозвать согласие можно в любой момент.
testimonials-mine-declined = Этот рассказ не будет опубликован.
testimonials-mine-declined-next = Ваши слова остаются у вас. Если есть вопросы, обратитесь к координатору.
testimonials-mine-hidden = Ваш рассказ временно скрыт.
testimonials-mine-hidden-next = Команда кое-что проверяет. Сейчас его никто не может прочитать.
testimonials-mine-withdrawn = Вы отозвали согласие.
testimonials-mine-withdrawn-next = На сайте рассказа нет. Если передумаете, согласие можно снова дать ниже.
testimonials-mine-reason = Причина
testimonials-mine-where = Где можно прочитать
testimonials-mine-line = { $language }, с подписью «{ $line }»: { $channels }
testimonials-mine-original = Текст, который вы написали
testimonials-mine-agreements = Мои согласия
testimonials-mine-as = Имя, на которое вы согласны: { $line }
testimonials-mine-name-hint = Если имя станет менее открытым, прежний текст сразу исчезнет. Если более открытым, модератор подготовит текст заново.
testimonials-mine-withdraw-heading = Отозвать рассказ
testimonials-mine-withdraw-text = Рассказ сразу исчезнет отовсюду. Объяснять ничего не нужно.
testimonials-mine-withdraw = Отозвать согласие
testimonials-no-channel = Чтобы изменить имя, сначала отметьте, где вы согласны на публикацию.

# After consent ended: keep the words privately, or erase them.
testimonials-keep-heading = Сохранить рассказ или удалить?
testimonials-keep-text = Сейчас ваш рассказ может прочитать только наша команда. Можно оставить всё как есть: опубликовано ничего не будет. А можно в любое время удалить его навсегда.
testimonials-keep = Оставить как есть
testimonials-erase = Удалить навсегда
testimonials-erase-title = Удалить ваш рассказ навсегда?
testimonials-erase-text = Мы удалим ваши слова, тексты, подготовленные для читателей, и заметки модераторов. Восстановить их потом не сможет никто, и мы тоже.
testimonials-erase-withdraws = С сайта рассказ тоже сразу исчезнет.
testimonials-erase-stays = Останется только запись о том, когда вы дали и отозвали согласие: без слов и без имени. В резервных копиях текст станет нечитаемым.
testimonials-erased = Ваш рассказ удалён.
testimonials-erased-next = Ваших слов у нас больше нет. Спасибо, что поделились.

# For every reader: the wall and one testimonial.
testimonials-wall-heading = Голоса участников
testimonials-wall-lead = Что люди говорят после тренинга своими словами. Каждый рассказ опубликован под именем, на которое согласился его автор.
testimonials-wall-description = Слова участников тренингов на кыргызском, русском, узбекском и английском языках.
testimonials-wall-empty = Таких рассказов пока нет.
testimonials-wall-empty-help = Попробуйте выбрать другой регион или язык.
testimonials-embed-more = Читать дальше: { $org }
testimonials-region = Регион
testimonials-all-regions = Все регионы
testimonials-read-language = Язык чтения
testimonials-all-languages = Все языки
testimonials-filter = Показать
testimonials-from-event = С тренинга:
testimonials-all-events = все тренинги
testimonials-whole-text = Полный текст
testimonials-about-event = О каком тренинге
testimonials-more-from-event = Другие участники этого тренинга

# The moderators' queue.
testimonials-queue-title = Рассказы
testimonials-queue-lead = Откройте рассказ и подготовьте текст для читателей. Одобряет его другой человек: свой текст одобрить нельзя.
testimonials-stage-waiting = Ждут решения
testimonials-stage-public = Опубликованы
testimonials-stage-closed = Не публикуются
testimonials-queue-empty-waiting = Всё рассмотрено. Новые рассказы появятся здесь.
testimonials-queue-empty-public = Опубликованных рассказов пока нет.
testimonials-queue-empty-closed = Нет отклонённых, скрытых или отозванных рассказов.
testimonials-queue-event = Тренинг
testimonials-queue-tier = Риск
testimonials-queue-region = Регион
testimonials-queue-given = Когда получен
testimonials-queue-language = Язык
testimonials-queue-state = Состояние
testimonials-tier = Уровень риска
testimonials-tier-r0 = R0: отзыв о курсе
testimonials-tier-r1 = R1: личная история
testimonials-tier-r2 = R2: человеку может грозить опасность
testimonials-all-tiers = Все уровни
testimonials-tag-new = новый
testimonials-tag-prepared = текст готов, ждёт одобрения
testimonials-tag-public = опубликован
testimonials-tag-held = временно скрыт
testimonials-tag-declined = не публикуется

# One testimonial on the moderators' desk.
testimonials-item-title = Рассказ
testimonials-item-given = получен { $ago }
testimonials-item-agreed = На что дано согласие
testimonials-item-original = Оригинал
testimonials-item-readers = Для читателей
testimonials-item-nothing = На этом языке текст пока не подготовлен.
testimonials-item-no-consent = Согласия на публикацию нет. Рассказ может прочитать только команда.
testimonials-item-declined-by = { $name }, { $ago }. Причина:
testimonials-item-held-by = Кто скрыл: { $name }, { $ago }. Причина:
testimonials-item-prepare = Подготовить текст
testimonials-item-change = Изменить текст
testimonials-item-headline = Заголовок
testimonials-item-quote = Цитата
testimonials-item-quote-hint = Набирается крупно. Собственные слова автора, до 400 знаков.
testimonials-item-narrative = Полный текст
testimonials-item-narrative-hint = Уберите имена, адреса и номера, по которым можно узнать людей.
testimonials-item-note = Предупреждение
testimonials-item-note-hint = Если в тексте есть тяжёлое, кратко назовите что. Читатель откроет текст сам.
testimonials-item-name = Под каким именем
testimonials-item-name-hint = Можно показать меньше, чем согласовано, но не больше.
testimonials-item-save = Сохранить текст
testimonials-item-save-warning = После сохранения опубликованный текст на этом языке исчезнет с сайта, а новый будет ждать одобрения.
testimonials-lang-none = нет текста
testimonials-lang-waiting = ждёт одобрения
testimonials-lang-public = опубликован
testimonials-decision-will = Будет опубликовано с подписью «{ $line }». Язык: { $language }. Где: { $channels }.
testimonials-decision-public = Опубликовано с подписью «{ $line }». Язык: { $language }. Где: { $channels }.
testimonials-decision-no-consent = Согласия на публикацию под таким именем нет. Текст нужно изменить.
testimonials-decision-name-changed = Имя изменено по решению автора. Текст нужно подготовить заново.
testimonials-decision-held = Одобрено, но временно скрыто.
testimonials-decision-by = Подготовлено: { $name }, { $ago }.
testimonials-decision-approved = Одобрено: { $names }.
testimonials-decision-missing = { $n ->
    [one] Нужно ещё { $n } одобрение.
    [few] Нужно ещё { $n } одобрения.
   *[other] Нужно ещё { $n } одобрений.
}
testimonials-decision-approve = Одобрить этот текст
testimonials-decision-own = Этот текст подготовили вы, одобрить его должен другой человек.
testimonials-decision-yours = Вы одобрили. Нужно одобрение второго человека.

# What else can be done to it.
testimonials-acts = Другие действия
testimonials-reason = Причина
testimonials-hold = Временно скрыть
testimonials-hold-text = Рассказ сразу исчезнет отовсюду. Вернуть его сможет другой человек.
testimonials-hold-note = Заметка для коллег
testimonials-hold-safety = безопасность человека
testimonials-hold-legal = правовой вопрос
testimonials-hold-consent_doubt = сомнение в согласии
testimonials-hold-accuracy = нужно уточнить
testimonials-hold-declined = не публикуется
testimonials-hold-other = другая причина
testimonials-lift = Снова показать
testimonials-lift-own = Рассказ скрыли вы, поэтому снова показать его может только другой человек.
testimonials-already-lifted = Рассказ уже снова показан.
testimonials-decline = Не публиковать
testimonials-decline-text = Это решение нельзя отменить. Причину и вашу заметку прочитает автор.
testimonials-decline-note = Несколько слов автору
testimonials-decline-off_topic = не о тренинге
testimonials-decline-unsafe = публиковать опасно
testimonials-decline-names_others = названы другие люди
testimonials-decline-not_own_words = это не собственные слова автора
testimonials-decline-duplicate = отправлено дважды
testimonials-decline-other = другая причина
testimonials-already-declined = Уже решено, что этот рассказ не публикуется.
testimonials-raise = Повысить уровень риска
testimonials-raise-text = На уровне R2 нужны одобрения двух человек. Понизить уровень нельзя.
testimonials-withdraw-for = Отозвать по просьбе автора
testimonials-withdraw-for-text = Все согласия прекращаются, рассказ сразу исчезает.

# What could not be done, and why.
testimonials-error-too-open = На такое открытое имя согласия нет.
testimonials-error-no-pseudonym = Псевдоним автором не указан.
testimonials-error-stale = Этот текст тем временем сохранил кто-то другой: новая версия на этой странице. Сравните и сохраните ещё раз.
testimonials-error-newer = Этот текст устарел: есть новая версия. Обновите страницу и прочитайте её.
testimonials-error-lower-tier = Понизить уровень риска нельзя.
