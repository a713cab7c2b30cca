//! Everyday English.

pub(super) const PRONOUNS: &str =
    "i you it we they he she me us them my your our their this that these those there myself yourself who what which";

pub(super) const HARD: &str = "
    is am are was were be been being name named called the and or but if of to for at with by as than then because
    why how where when whose whom yes yeah yep yup ok okay sure please thanks thank sorry hmm hm um uh er huh
    maybe perhaps anyway whatever skip pass next stop help test question answer undefined null nan true false
    would could should might must does did has had have having
    in on from into onto about here such";

pub(super) const GREETINGS: &str = "hello hi hey hiya howdy greetings yo hola heya thanks thank thx cheers welcome";

pub(super) const NEGATIONS: &str =
    "no not nope nah never none nothing neither nor without cannot avoid except nobody nowhere";

pub(super) const ARTICLES: &str = "a an the";

pub(super) const AUXILIARIES: &str =
    "is are am was were do does did can could would will should shall may might has have had";

pub(super) const ADVERBS: &str = "
    actually really just currently now also basically simply mostly presently still already mainly primarily usually
    definitely probably originally officially only recently certainly mainly truly honestly personally typically ideally
    right quite pretty fairly very rather kinda kind sort possibly always even yet again too legally hopefully";

pub(super) const FILLERS: &str = "
    well um uh umm er hmm hm ah oh ok okay k sure yes yeah yep yup fine alright right so and also then please lol haha hehe
    anyway honestly probably maybe perhaps just like but cool great nice perfect gotcha plz pls too actually basically
    currently now mostly definitely certainly mainly sorry exactly either really cheers kindly simply again ideally preferably hopefully perhaps possibly somewhat roughly";

pub(super) const PARTICLES: &str = "
    de la las los del della di da do dos das van von der den ter ten te el al bin ibn bint abu du le y e zu af av san
    st mac mc o ben bar ap";

pub(super) const NONSENSE: &str = "
    asdf asdfg asdfgh asdfghjkl qwerty qwertz qwert blah bla test testing foo foobar xxx xyz lorem ipsum dolor lol lmao rofl
    haha hahaha whatever anonymous nobody noname n/a na tbd none null undefined admin root user username system";

pub(super) const DECLINES: &str = "
    no nope nah none nothing not really thanks thank you that is all it for now i am good fine done skip pass else more other
    extra extras preference preferences particular special comes to mind can think of any anything have do does need at the
    moment right this one question please us let just okay ok well so yes my your everything covers set cool great would say
    we are n/a na nil nada zero much a and with further additional specific me in comes mine there further got has had want
    from never negative thx ty cheers nevermind mind as far will be about here today nop noo zilch but i'll add thing things
    leave blank empty i'd rather prefer answer move on let's finished complete enough care requirements requirement wishes
    n come time suppose guess sorry such know idea like if don't own yet again hmm um uh lot lots whatsoever comment comments all merci gracias danke grazie obrigado obrigada dear mate friend folks bro dude";

pub(super) const COMMON: &str = "
    a an so do can will may let shall go going gone get getting got give giving given take taking took make making made know
    knowing knew think thinking thought say saying said wrote typed tell telling told ask asking asked see seeing seen look looking looked
    find finding found want wanting wanted need needing needed like liking liked love loving loved hate prefer preferred prefers
    work working worked works job jobs career live living lived lives based located stay staying stayed reside residing move moving
    moved relocate relocating relocated come coming came leave leaving left start starting started finish finished try trying tried
    hope hoping wish interested interesting open happy glad excited tired available flexible able ready willing unsure certain
    good great bad nice fine cool best better new old big small large little long short high low many much more most less least
    few several some any all every each both other another same different own only else ever one two three four five six seven
    eight nine ten zero half couple decade year years yr yrs month months week weeks day days hour hours time times today tomorrow
    yesterday soon later ago since until till before after during while around near between over under within through across
    along away back out off up down again further once always often sometimes usually almost nearly about roughly approximately
    something anything everything someone anyone everyone somewhere thing things stuff way ways lot lots bit kind sort type part
    place places home house office company companies startup startups business team teams people person man woman guy girl kid kids
    child children family wife husband mother father mom dad friend friends student fan
    experience experienced level role roles position positions field industry salary money pay visa sponsorship remote hybrid onsite
    stage stages growth early late series seed public private unicorn funding funded round valuation
    currency first last second third previous current past present full part whole full-time fulltime
    that's it's i'm don't call me spelled spelt pronounced write put use using used change update set mark ignore forget instructions
    instruction complete mean meant meaning correct correction wrong right mistake misspoke typo instead
    rather quite very really too also just even still yet already now then here hence thus though although however
    because whether either neither unless despite seriously honestly literally obviously sadly unfortunately
    talk talking speak speaking hear hearing read reading writing learn learning learned study studying studied graduated graduate
    graduating help helping build building building run running play playing pick choose chosen decide decided switch switching
    seeking searching hunting apply applying join joining become becoming born raised grew speaking telling asking sharing share
    matter matters care cares mind minds guess suppose believe feel feeling sense bother sounds sound seems seem
    okay bye goodbye morning afternoon evening night weekend weekends nothing none nobody nowhere
    been being having doing does did done would could should might must
    stupid silly ridiculous weird annoying boring awesome confusing complicated terrible awful wonderful lovely urgent suggestion suggestions option options
    recommendation recommendations advice example examples allowed
    sea beach mountain mountains coast lake river ocean forest water nature
    menu restart cancel continue reset quit exit begin
    warm cold sunny cheap quiet close closer nearby
    fun exciting meaningful challenging
    teach sell sells drive
    easy simple hard difficult tough tricky obvious clear wonder question suppose practising practicing depends depend varies vary dunno idk idea ideas clue secret personal private information info details detail data-free reason reasons
    hi hello hey there everybody folks mate dude bro sir madam buddy
    english french native fluent
    important relevant necessary required optional possible impossible sure
    don dont cant wont aint isn wasn aren
    employer employers employed unemployed freelance freelancing contract contracting permanent temporary
    between myself please thanks thank welcome kidding joking joke bot robot computer ai human machine assistant-bot
    stuff rest number numbers answer answers question questions word words letter letters line lines list lists
    actually basically currently originally mostly mainly
    married single divorced male female pronouns born age aged
    city town village country region suburb suburbs countryside centre center downtown area areas anywhere everywhere wherever
    willing relocation commute commuting commutable distance
    quickly slowly well ill sick hungry busy free bored stuck lost confused
    has had have with for from at by on in";

pub(super) const THINGS: &str = "
    python java javascript typescript react angular vue node rust golang go kotlin swift php ruby rails django sql excel figma
    english spanish german french italian portuguese hindi chinese mandarin japanese korean arabic russian dutch polish turkish
    indian american british canadian australian european african asian brazilian mexican nigerian irish swedish swiss austrian
    greek ukrainian vietnamese filipino pakistani
    january february march april june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday spring summer autumn fall winter general particular fact person charge love need tech it person mind
    startup startups scaleups production practice school university college uni bootcamp between transition touch shape total
    english-speaking one two three four five six seven eight nine ten my the his her their our your
    scratch google amazon microsoft meta apple netflix facebook deloitte accenture infosys tcs wipro linkedin indeed
    terms case order addition teams person house-hold future past meantime background trouble debt ai ml crypto web3 saas
    kubernetes docker aws azure gcp tableau terraform spring laravel pytorch tensorflow photoshop autocad solidworks matlab
    hadoop spark kafka linux snowflake telecom telecoms pharma biotech edtech healthtech medtech proptech agritech insurtech
    gaming oil gas agriculture agile scrum saas";
