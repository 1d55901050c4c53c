# Days do not break after their dash: U+2060. Nor does a day from its month, or a year from its “г.”: U+00A0.
dates-day = { $day } { $month }, { $weekday }
dates-day-year = { $day } { $month } { $year } г., { $weekday }
dates-short = { $day } { $month }
dates-short-year = { $day } { $month } { $year } г.
dates-days = { $from }–⁠{ $to } { $month }
dates-days-year = { $from }–⁠{ $to } { $month } { $year } г.
dates-span = { $from } – { $to }
dates-span-year = { $from } – { $to } { $year } г.
dates-month-year = { $month } { $year }
dates-month-1 = января
dates-month-2 = февраля
dates-month-3 = марта
dates-month-4 = апреля
dates-month-5 = мая
dates-month-6 = июня
dates-month-7 = июля
dates-month-8 = августа
dates-month-9 = сентября
dates-month-10 = октября
dates-month-11 = ноября
dates-month-12 = декабря
dates-month-alone-1 = январь
dates-month-alone-2 = февраль
dates-month-alone-3 = март
dates-month-alone-4 = апрель
dates-month-alone-5 = май
dates-month-alone-6 = июнь
dates-month-alone-7 = июль
dates-month-alone-8 = август
dates-month-alone-9 = сентябрь
dates-month-alone-10 = октябрь
dates-month-alone-11 = ноябрь
dates-month-alone-12 = декабрь
dates-weekday-1 = понедельник
dates-weekday-2 = вторник
dates-weekday-3 = среда
dates-weekday-4 = четверг
dates-weekday-5 = пятница
dates-weekday-6 = суббота
dates-weekday-7 = воскресенье
dates-in-minutes = { $n ->
    [one] через { $n } минуту
    [few] через { $n } минуты
   *[other] через { $n } минут
}
dates-ago-minutes = { $n ->
    [one] { $n } минуту назад
    [few] { $n } минуты назад
   *[other] { $n } минут назад
}
dates-in-hours = { $n ->
    [one] через { $n } час
    [few] через { $n } часа
   *[other] через { $n } часов
}
dates-ago-hours = { $n ->
    [one] { $n } час назад
    [few] { $n } часа назад
   *[other] { $n } часов назад
}
dates-in-days = { $n ->
    [one] через { $n } день
    [few] через { $n } дня
   *[other] через { $n } дней
}
dates-ago-days = { $n ->
    [one] { $n } день назад
    [few] { $n } дня назад
   *[other] { $n } дней назад
}
dates-zone-bishkek = Бишкекское время
dates-zone-tashkent = Ташкентское время
dates-zone-almaty = Алматинское время
dates-zone-dushanbe = Душанбинское время
