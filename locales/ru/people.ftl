# Поиск людей и то, что известно об одном человеке.

people-title = Люди
people-one-title = Человек
people-search = Имя, телефон или электронная почта
people-search-hint = Достаточно нескольких букв каждого имени, в любом порядке и написании: айгүл бек, Aigul Bek. Номер телефона или адрес нужны полностью.
people-error-short = Напишите хотя бы две буквы имени, полный номер телефона или полный адрес электронной почты.
people-found = { $n ->
    [one] Найден { $n } человек
    [few] Найдено { $n } человека
   *[other] Найдено { $n } человек
}
people-more = Показано: { $n }. Могут быть и другие. Уточните поиск: добавьте ещё одно имя или больше букв.
people-none = Никого не нашлось
people-none-help = Вы видите людей, которые регистрировались на тренинги вашего региона или на ваши тренинги. Попробуйте меньше букв или другое написание.
people-similar = похоже
people-col-name = Имя
people-col-call-name = Обращение
people-col-contact = Контакт
people-col-training = Тренинг
people-col-when = Когда
people-col-region = Регион
people-col-state = Состояние
people-col-came = Участие
people-language = Язык
people-since = В базе с
people-history = Все тренинги этого человека
people-trainings = Тренинги
people-trainings-none = Тренингов нет
people-hidden = { $n ->
    [one] Ещё { $n } тренинг вам не виден.
    [few] Ещё { $n } тренинга вам не видны.
   *[other] Ещё { $n } тренингов вам не видны.
}
people-came = занятий: { $n } из { $all }
people-twin = вторая регистрация
people-agreements = Согласия
people-agreements-none = Согласий нет
people-agreed = дано, { $when }
people-taken-back = отозвано, { $when }

people-duplicates = Возможные повторы
people-duplicates-lead = Люди с одинаковым именем, у которых совпадает что-то ещё. Посмотрите, прежде чем решать: имена часто совпадают.
people-duplicates-none = Возможных повторов здесь нет
people-compare = Сравнить
people-apart = Это разные люди
people-apart-done = Отмечено: это два разных человека.
people-reasons = Совпадает
people-reasons-against = но
people-reason-name = одинаковое имя
people-reason-phone = номера телефонов отличаются одной цифрой
people-reason-email = похожие адреса электронной почты
people-reason-organisation = та же организация
people-reason-region = тот же регион
people-reason-age = та же возрастная группа
people-reason-training = регистрация на тот же тренинг
people-reason-other-age = разные возрастные группы
people-reason-other-sex = разный пол
people-likely = Возможно, тот же человек
people-merges = Объединения
people-merged = Теперь это один человек.
people-merged-at = С этим человеком объединены данные ещё одного, { $when }.
people-undone = Это снова два человека, как и раньше.
people-undone-added = То, что появилось позже, осталось здесь.
people-undone-contacts = Контакты, которые теперь принадлежат другому человеку и остались у него: { $n }.
people-undone-places = Регистрации, место которых уже у других: { $n }. Теперь они в конце листа ожидания или остались отменёнными.
people-undo = Отменить объединение
people-undo-until = возможно до { $when }
people-undo-late = Это объединение уже нельзя отменить.
people-undo-later-first = Сначала отмените более позднее объединение этого человека.
people-merge = Объединить
people-merge-title = Это один человек?
people-merge-lead = Выберите, что останется. Все регистрации, согласия, отметки и рассказы перейдут к тому, кто остаётся.
people-merge-survivor = Остаётся
people-merge-merged = Присоединяется
people-merge-swap = Пусть останется другая запись
people-merge-full-name = Полное имя
people-merge-call-name = Как обращаться
people-merge-locale = Язык
people-merge-contacts = Контакты, которые остаются
people-merge-contacts-hint = Остальные будут удалены.
people-merge-twin = Две регистрации на «{ $event }»: какая остаётся?
people-merge-twin-hint = Другая отменяется, её место переходит к следующему человеку.
people-merge-twin-over = Тренинг прошёл: другая остаётся как есть и отмечается как вторая регистрация.
people-merge-undo-hint = Это можно отменить в течение 30 дней.
people-merge-no = Это два человека
people-merge-outside = Одна из регистраций — на тренинг, который вам не виден. Объединить этих людей может тот, кто координирует оба тренинга.
people-merge-gone = Данные одного из двух за это время объединили с другими или удалили.
people-merge-changed = За это время что-то изменилось. Посмотрите ещё раз и выберите.
