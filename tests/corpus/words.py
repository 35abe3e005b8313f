"""The words that the made-up prose is drawn from. All verbs here are regular; all nouns take a regular plural."""


def split_words(words: str) -> tuple[str, ...]:
    """The words of `words`, each once, in order."""
    return tuple(dict.fromkeys(words.split()))


NOUNS = split_words("""
account accusation achievement action activist adviser affair agenda agreement aide airport alliance allowance
ambition amendment anniversary announcement apartment appeal appointment archive argument arrangement arrest article
assembly assessment asset assistant association assumption atmosphere attack attempt attitude audience author
authority balance bargain barrier basis battle benefit bill blow board border boss boundary branch breakthrough bridge
briefing broadcast brother budget building bureau bureaucrat burden camera campaign candidate capital career cathedral
cause celebration census centre century ceremony chairman challenge champion chance change channel chapter charge
charity charter chief circle circumstance citizen claim clerk client climate coalition code collapse colleague
collection column comment commentator commission commitment committee community company comparison complaint
compromise concept concern concession conclusion condition conference conflict congress consensus consequence
constitution consultant contract contradiction contribution controversy convention conversation corner corporation
correspondent corridor council counsel country courtroom craft creditor critic crossing crowd culture curtain custom
customer damage deadline debate decade decision declaration decree defeat defender deficit delay delegate delegation
demand demonstration department deputy description detail development device dialogue difference difficulty dilemma
dinner diplomat director disagreement disaster discovery discussion dispute district doctor document donor doubt draft
drawer dream driver earthquake edition editor effect effort element embassy emergency emotion employee employer empire
engineer enterprise entrepreneur envoy episode era error estate estimate evening event evidence exception excuse
executive exercise exhibition expectation expedition expense experiment expert explanation explosion export exposure
expression factor failure farmer father feature festival figure final fine flag flight flood forecast forest formula
fortune forum foundation founder fragment framework freedom front frontier function future gallery gap garage
gathering general generation gesture glance governor graduate grant ground group guard guarantee guest guide habit
harbour headline headquarter heir heritage hero highway holiday horizon hospital hostage hotel household idea identity
illusion image impact impression incident income increase independence index indicator inquiry insider inspector
institution instrument insult interest interior interpreter intervention interview investigation investigator
invitation issue item job journal journalist journey judge judgment junction kiosk kitchen label laboratory landmark
landscape language launch lawmaker lawsuit lawyer leader league lecture legend lesson letter level liberal librarian
library limit link listener lobby location loss loyalist machine magazine manager manoeuvre manuscript margin market
master matter mayor measure mechanism mediator meeting member memoir memorandum memory merchant merger message method
millionaire minister ministry minority mission mistake model moment monitor monopoly monument mood motive mountain
movement museum mystery myth narrative neighbour network newcomer newsletter newspaper notebook notion novel nuance
object objection obligation observer obstacle occasion offer office officer official operation opinion opponent
opportunity option orchestra order organisation origin outcome outsider owner package painting palace panel paper
paradox parade paragraph parliament participant partner partnership passage passenger passport patient pattern payment
peasant pension perception performance period permit perspective petition phenomenon phrase pilot platform player
pledge plot poem poet policy poll population portrait position possibility post poster precedent prediction preference
prejudice premier premise preparation presenter pressure prime principle priority prisoner privilege problem procedure
process producer professor programme project promise proposal prosecutor prospect protest proverb province provision
publication publisher purchase purpose quarrel quarter question quota railway rally ranking reaction reader reason
rebel receipt recession recipe recommendation record referendum reform reformer refugee regime region regulation
regulator rehearsal relation release relic remark remedy reporter representative reputation request requirement
research researcher resident resolution resort resource response restaurant restriction result retirement return
reversal review revision revolution reward rhetoric rival river role roof rumour sailor salary sanction scandal
scenario schedule scholar school scientist season secret secretary section sector seminar senator sentence sequence
series session settlement shadow shareholder shelter shift shortage signal signature situation skirmish slogan society
solution source souvenir spectator speech spokesman squad square stage stake standard standoff station statue status
step strategist strategy structure struggle student studio study subscriber subsidy success suburb suggestion suit
summary summit supermarket supplement supplier supporter surprise survey survivor suspicion symbol sympathy symptom
system table target task tax teacher technique temple tendency tension term territory theatre theme theory threat
threshold timetable title token tone topic tourist trader tradition transaction transfer transition translation
translator trap treaty trend trial tribune triumph tunnel turn tutor tycoon uncertainty understanding union university
uprising vacancy verdict version veteran victim victory video village violation virtue vision visit visitor voice
voter vote wage warning warrant weakness weapon weekend winner witness worker workshop writer zone
""")

ADJECTIVES = split_words("""
absent abrupt academic acceptable accidental active actual acute additional adequate administrative aggressive
ambiguous ambitious ancient annual anonymous anxious apparent arbitrary artificial attractive authoritarian automatic
available average awkward basic belated bilateral bitter bleak bold brief bright brilliant broad brutal bureaucratic
calm careful cautious central ceremonial certain cheap chief chronic civil classic clever closed coherent cold
collective colourful comfortable commercial common comparable competitive complex conservative considerable consistent
constant constitutional contemporary controversial convenient conventional corporate corrupt costly creative credible
crucial cultural curious current cynical dangerous deadly decent deep defensive deliberate delicate democratic
desperate different difficult diplomatic direct distant divided domestic double dramatic dubious durable early eastern
economic efficient elaborate elderly elected electoral elegant eloquent embarrassing emotional empty enormous ethnic
evident exact excessive exclusive exotic expensive explicit extensive external extraordinary extreme fair false
familiar famous fashionable favourable federal feeble financial firm fiscal flexible foreign formal former fragile
frank free frequent fresh frozen fundamental furious general generous genuine global gloomy gradual grand grateful
grim gross growing handsome harsh heavy helpful hidden high historic honest hostile huge humanitarian humble ideal
ideological illegal immediate impatient imperial important impossible impressive inadequate independent indifferent
indirect industrial inevitable informal initial innocent intellectual intense intermediate internal international
invisible ironic isolated joint judicial junior key lasting late lavish lawful leading legal legitimate liberal
limited literary little local logical lonely long loose loud loyal lucrative major marginal massive mature meagre
medical mere mild military minor mixed moderate modern modest moral multilateral municipal mutual mysterious naive
narrow national natural nervous neutral new noble nominal normal northern notable notorious nuclear numerous obscure
obvious occasional odd official open optimistic ordinary organised original orthodox outdated outgoing outspoken
parallel parliamentary partial passive patient peaceful peculiar permanent persistent personal pessimistic plain
plausible polite political poor popular positive possible potential powerful practical pragmatic precise predictable
preliminary presidential previous primary private probable profitable prolonged prominent prompt proper provincial
provisional public quiet radical rapid rare rational ready realistic recent reckless regional regular relative
relevant reliable religious reluctant remote respectable responsible revolutionary rich rigid rival robust rough rural
sacred sceptical scientific secret secular secure senior sensible sensitive separate serious severe shallow sharp
short significant silent similar simple single slight slow sober social soft solid southern special specific
spectacular stable stagnant strategic strict strong stubborn subtle successful sudden sufficient suitable superior
surprising suspicious swift symbolic systematic tactical temporary tense terrible thorough tiny tolerant top total
tough traditional tragic transparent tremendous troubled typical ultimate uneasy unexpected unfortunate unhappy
uniform unique universal unlikely unofficial unpopular unusual upper urban urgent useful usual vague valid valuable
various vast verbal veteran vicious violent virtual visible vital vocal voluntary vulnerable weak wealthy western wide
widespread wild willing wise worthy wrong young
""")

VERBS = split_words("""
abandon abolish accept accuse acknowledge adjust admire adopt advance affect alter amuse analyse announce anticipate
applaud approach approve assess assist attack attract avoid await back balance block boost boycott calculate cancel
celebrate challenge circulate cite clarify collect comment_on compare complete complicate conceal condemn confirm
consider consult contest contradict control convert correct cover criticise damage debate declare defend delay deliver
demand denounce describe deserve destroy detail detain develop discover discuss dismiss distribute divide dominate
doubt draft ease embarrass embrace emphasise encourage endorse enforce enlarge enter escape establish evaluate examine
exceed exclude execute expand expect explain exploit explore expose extend favour finance finish follow formulate
grant guarantee handle hinder honour ignore illustrate imagine implement improve include increase influence inform
inherit inspect inspire insult interpret interview introduce investigate invite join judge justify label launch
lecture lobby maintain manage measure mention mobilise monitor negotiate neglect nominate note notice obstruct offend
oppose organise overlook overshadow persuade pledge portray postpone praise prefer_to preserve print promise promote
propose protect provoke publish punish purchase pursue question ratify reassure recall recognise recommend reconsider
record recover reduce register reject release remember remind renew repair replace represent request resist resolve
respect restore restrict resume reveal revise revive reward ridicule sabotage sanction satisfy save seize separate
settle shape shield silence simplify spark stabilise startle strengthen study support suppress surprise surround
suspect suspend sustain tackle target tolerate transfer transform trust undermine unite update urge value veto visit
warn watch weaken welcome
""")

ADVERBS = split_words("""
abruptly actively apparently bitterly bluntly boldly briefly broadly carefully cautiously cheerfully clearly closely
coldly constantly deeply deliberately directly dramatically eagerly easily eventually evidently explicitly finally
firmly formally frankly frequently gradually grudgingly hastily heavily hesitantly immediately indirectly initially
ironically jointly lately loudly mainly mildly narrowly nearly neatly nervously officially openly originally partly
patiently permanently personally plainly politely presumably privately promptly publicly quickly quietly rapidly
rarely readily recently reluctantly repeatedly reportedly seriously sharply silently slowly solemnly steadily strictly
strongly suddenly swiftly temporarily unanimously unexpectedly usually vaguely vigorously warmly widely
""")

SAID = split_words(
    "said added told_reporters insisted argued explained noted warned complained admitted stressed recalled joked"
)
ABSTRACT = split_words("""
trust patience stability confidence justice progress growth inflation poverty loyalty prosperity secrecy discipline
silence nostalgia cynicism enthusiasm optimism corruption transparency order chaos privacy memory pride fear hope
doubt influence
""")

TOPICS: dict[str, tuple[str, ...]] = {
    "energy": split_words("""
pipeline well refinery compressor tanker terminal reserve barrel field licence tariff supplier transit valve contract
turbine grid consumer boiler deposit drill gas-field export-route price-formula storage-tank gas-contract oil-price
production-quota supply-route shipment rig power-plant
"""),
    "duma": split_words("""
faction deputy bill reading amendment vote speaker committee hearing quorum mandate seat clause veto ballot party-list
threshold budget-line draft-law inquiry session lobbyist immunity resolution coalition caucus rostrum filibuster
"""),
    "elections": split_words("""
ballot voter candidate precinct turnout-figure exit-poll observer campaign runoff registration signature debate poster
constituency deadline incumbent rating leaflet rally commission landslide protest-vote recount mandate polling-station
"""),
    "economy": split_words("""
rouble bond bank loan creditor default deposit rate budget-deficit share tax-break customs-duty investor debt auction
privatisation stake factory wage-arrear currency-reserve tranche holding audit bankruptcy brokerage shop
inflation-target
"""),
    "military": split_words("""
submarine missile warhead conscript garrison officer regiment treaty inspector exercise barracks-block silo radar
frigate brigade helicopter checkpoint patrol ceasefire convoy general-staff-plan arsenal drill base commander recruit
pilot
"""),
    "foreign": split_words("""
summit embassy communique delegation envoy sanction partnership visa-rule border-post neighbour alliance accession
talk observer-mission treaty consulate protocol delegate resolution veto peacekeeper ambassador corridor roadmap
guarantee
"""),
    "regions": split_words("""
governor village harvest reindeer mine ferry flood forest-fire bridge kindergarten clinic bus timber-mill highway
pensioner heating-plant winter-road lake fishing-fleet smelter tram market museum housing-block dam airport tractor
monastery
"""),
    "society": split_words("""
school teacher pension hospital doctor film museum orchestra novel newspaper television-channel dacha church parish
icon student exam chess-player ballet critic exhibition archive census family pupil football-club theatre kitchen blog
website
"""),
    "history": split_words("""
archive camp memoir monument tsar commissar purge manuscript regiment exile letter decree palace revolution
anniversary historian textbook portrait cemetery rehabilitation file witness siege dissident samizdat-journal court
trial diary
"""),
}

RUSSIAN = """
Сегодня в столице обсуждали новый законопроект о тарифах на газ и электричество.
Депутаты не пришли к согласию, и голосование отложили до следующей недели.
По словам губернатора, строительство моста закончат только к осени.
Жители посёлка жалуются на холодные батареи и старые автобусы.
Министр отказался отвечать на вопросы журналистов о бюджете.
Выборы пройдут спокойно, уверены в избирательной комиссии.
Старый маяк на берегу озера решили превратить в музей.
Эксперты считают, что цены на нефть ещё вырастут.
В библиотеке нашли рукопись, которую считали потерянной.
Учителя сельских школ получили зарплату за три месяца.
""".strip().splitlines()
