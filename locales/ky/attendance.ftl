# The desk, the sign-in sheet and the summary of attendance.

attendance-desk = Каттоо столу
attendance-desk-title = Каттоо столу: { $title }
attendance-to-event = Тренингдин барагы
attendance-sessions = Сабактар
attendance-session = { $n }-сабак
attendance-came = { $registered } адамдын ичинен { $n } адам келди
attendance-counted = залда { $n } адам
attendance-status-present = келди
attendance-status-late = кечикти
attendance-status-left_early = эрте кетти
attendance-status-excused = себептүү келген жок
attendance-status-absent = келген жок
attendance-more = дагы
attendance-walk-in = алдын ала катталбай келген
attendance-past-capacity = орундан ашык
attendance-conflict = белгилер дал келбейт
attendance-said = { $status } ({ $who }, { $time })
attendance-somebody = кызматкер
attendance-settle = Тактоо
attendance-unmarked = белги жок
attendance-empty = Бул тренингге азырынча эч ким катталган жок
attendance-empty-help = Алдын ала катталбай келгендерди төмөндө кошсоңуз болот.
attendance-search = Аты же коду
attendance-nobody = Мындай ат же код табылган жок. Адам катталбай келсе, аны төмөндө кошуңуз.
attendance-code-unknown = Бул код ушул тренингдин тизмесинде жок. Күндү, сабакты жана кодду текшериңиз.
attendance-done = { $name }: { $status }
attendance-undo = Кайтаруу

attendance-headcount-heading = Залдагы адамдардын саны
attendance-headcount = Адамдардын саны
attendance-headcount-hint = Залда отургандарды санап жазыңыз. Бул сан белгилерден өзүнчө сакталат.
attendance-walk-in-heading = Алдын ала катталбай келген адам
attendance-walk-in-help = Аты-жөнүн жазсаңыз жетиштүү. Ал дароо «келди» деп белгиленет.
attendance-walk-in-name = Аты-жөнү
attendance-walk-in-phone = Телефону
attendance-walk-in-send = Кошуп, «келди» деп белгилөө

attendance-correct = Белгини оңдоо
attendance-correct-now = { $name }. Азыркы белги: { $status }.
attendance-correct-status = Туурасы кандай?
attendance-correct-reason = Эмне үчүн оңдоп жатасыз?
attendance-correct-hint = Кыскача жазыңыз. Мурунку белги да, себеби да сакталып калат.
attendance-correct-send = Оңдоо

attendance-sheet = Кол коюу барагы
attendance-sheet-help = Браузердин «Басып чыгаруу» командасын колдонуңуз: A4 барагына ылайыкталган.
attendance-sheet-number = №
attendance-sheet-name = Аты-жөнү
attendance-sheet-code = Коду
attendance-sheet-signature = Колу

attendance-summary = Катышуу
attendance-summary-table = Ким кайсы сабакка келди
attendance-chart = Ар бир сабакка канча адам келди?
attendance-chart-text = Катталгандар: { $registered }. Ар бир тилке бир сабакка келгендердин санын көрсөтөт.

attendance-not-held = Бул тренинг жокко чыгарылган же азырынча жарыяланган эмес, ошондуктан катышуу белгиленбейт.
attendance-not-on-roster = Бул адам азыр тизмеде жок: катталуусу ырасталган эмес же жокко чыгарылган.
attendance-changed = Бул арада башка бирөө ушул адамды белгилеп койду. Каттоо столуна кайтып, азыркы белгини караңыз.
attendance-undo-late = Бул белги мурда эле кайтарылган же оңдолгон. Каттоо столуна кайтып, азыркы белгини караңыз.
