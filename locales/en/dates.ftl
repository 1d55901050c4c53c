# Days do not break after their dash: U+2060.
dates-day = { $weekday } { $day } { $month }
dates-day-year = { $weekday } { $day } { $month } { $year }
dates-short = { $day } { $month }
dates-short-year = { $day } { $month } { $year }
dates-days = { $from }–⁠{ $to } { $month }
dates-days-year = { $from }–⁠{ $to } { $month } { $year }
dates-span = { $from } – { $to }
dates-span-year = { $from } – { $to } { $year }
dates-month-year = { $month } { $year }
dates-month-1 = January
dates-month-2 = February
dates-month-3 = March
dates-month-4 = April
dates-month-5 = May
dates-month-6 = June
dates-month-7 = July
dates-month-8 = August
dates-month-9 = September
dates-month-10 = October
dates-month-11 = November
dates-month-12 = December
dates-month-alone-1 = January
dates-month-alone-2 = February
dates-month-alone-3 = March
dates-month-alone-4 = April
dates-month-alone-5 = May
dates-month-alone-6 = June
dates-month-alone-7 = July
dates-month-alone-8 = August
dates-month-alone-9 = September
dates-month-alone-10 = October
dates-month-alone-11 = November
dates-month-alone-12 = December
dates-weekday-1 = Monday
dates-weekday-2 = Tuesday
dates-weekday-3 = Wednesday
dates-weekday-4 = Thursday
dates-weekday-5 = Friday
dates-weekday-6 = Saturday
dates-weekday-7 = Sunday
dates-in-minutes = { $n ->
    [one] in { $n } minute
   *[other] in { $n } minutes
}
dates-ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
dates-in-hours = { $n ->
    [one] in { $n } hour
   *[other] in { $n } hours
}
dates-ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
dates-in-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
dates-ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
dates-zone-bishkek = Bishkek time
dates-zone-tashkent = Tashkent time
dates-zone-almaty = Almaty time
dates-zone-dushanbe = Dushanbe time
