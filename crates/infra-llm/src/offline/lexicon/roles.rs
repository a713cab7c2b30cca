//! Words of job titles. Neither list has to be complete: what is said in answer to the question about the role needs no listing.

pub(super) const HEADS: &str = "
    accountant admin actor actress actuary adjuster administrator adviser advisor agent aide ambassador anaesthetist analyst anesthesiologist
    animator announcer anthropologist apprentice archaeologist architect archivist artist assembler assistant associate astronomer
    attendant attorney auditor author banker barber barista bartender beautician biologist biochemist bookkeeper bricklayer broker
    builder buyer captain caregiver caretaker carer cashier caterer ceo cfo chairperson chemist chef chiropractor cinematographer cio
    cleaner clerk clinician cmo coach coder columnist composer concierge conductor conservator consultant contractor controller coo
    coordinator copywriter correspondent counsel counsellor counselor courier critic cto curator dancer dj djs data-scientist dba dealer
    dentist dermatologist designer detective dev developer devops dietician dietitian director dispatcher doctor draftsman drafter
    economist editor educator electrician engineer enthusiast epidemiologist estimator evangelist examiner executive expert facilitator
    filmmaker firefighter fitter florist founder fundraiser generalist geneticist geographer geologist geophysicist glazier
    goldsmith governess grocer groomer guard guide hacker handyman handler hairdresser hairstylist handywoman historian host hostess
    hygienist illustrator influencer inspector installer instructor intern interpreter investigator investor janitor jeweller journalist judge
    labourer laborer landscaper lawyer lead leader lecturer librarian lifeguard linguist lobbyist locksmith machinist magistrate maintainer
    manager marketer marketeer masseuse mathematician mechanic mechatronics mediator meteorologist microbiologist midwife moderator
    musician nanny negotiator neurologist novelist nurse nutritionist officer operator optician optometrist organiser organizer
    orthodontist owner painter paediatrician paralegal paramedic partner pathologist pediatrician pharmacist photographer
    photojournalist physician physicist physiotherapist pilot planner plasterer plumber podiatrist politician postdoc practitioner
    president presenter principal producer professor programmer proofreader prosecutor psychiatrist psychologist psychotherapist publicist
    purchaser qa radiographer radiologist radiotherapist realtor receptionist recruiter registrar rep reporter representative researcher
    restorer reviewer rigger roofer sailor salesman salesperson saleswoman scheduler scientist scrum-master sculptor sdet secretary
    seller seamstress sewer singer sociologist sommelier specialist sre statistician steward stewardess strategist stylist superintendent
    supervisor surgeon surveyor swe sysadmin technician technologist teacher technical-writer teller tester therapist tiler toolmaker
    trader trainee trainer translator treasurer tutor tutor typist underwriter upholsterer urbanist usher valuer vet veterinarian
    videographer vlogger waiter waitress warden watchmaker webmaster welder woodworker worker wrangler writer zookeeper zoologist
    developers engineers designers analysts scientists managers writers nurses teachers master vp sde sdr bdr cpo ciso swe
    devrel pm po hr ux ui qc bi ops cna rn lpn mts";

/// Heads that are surnames too.
pub(super) const SURNAMES: &str = "
    baker cook carpenter taylor tailor porter miller smith mason potter butler fisher fisherman hunter farmer gardener driver shepherd
    barber archer cooper weaver brewer butcher glover turner page dean king knight bishop marshall sergeant singer painter judge
    chandler fletcher sawyer tanner thatcher walker ward wright foster parker spencer chapman clark clarke gardner guard usher
    mayor major butler lead noble host warden";

/// Fields of work; before a head, or alone as the answer to the question.
pub(super) const FIELDS: &str = "
    backend frontend fullstack full full-stack front-end back-end back end front stack web mobile ios android embedded firmware cloud platform
    infrastructure security cybersecurity network systems system software hardware data ml ai nlp machine deep learning analytics bi
    product project program programme growth marketing seo content social media brand digital performance sales account customer success
    support service technical tech ux ui user experience interaction graphic visual motion game gameplay games quality assurance qa test
    automation devops site reliability sre business financial finance accounting audit tax payroll legal compliance risk investment banking
    hr human resources people talent recruiting recruitment operations ops supply chain logistics procurement warehouse retail hospitality
    healthcare health medical clinical nursing icu er pediatric paediatric registered dental pharmacy mental education teaching primary
    secondary school high kindergarten desk helpdesk english math maths science physics chemistry biology mechanical electrical electronic electronics
    civil structural chemical industrial manufacturing process production aerospace automotive biomedical environmental energy solar
    architecture interior fashion fashion design designing research ux-research executive personal administrative office event events
    communications pr public relations corporate real estate property insurance mortgage loan credit fintech crypto blockchain smart contract
    solutions solution sap salesforce oracle java python javascript typescript react node rust go golang ruby rails php c c++ c# .net dotnet
    kotlin swift flutter unity unreal sql database db etl bioinformatics computer vision robotics quantitative quant general pastry sous
    head line restaurant hotel travel flight cabin truck delivery lead generation engineering development developing programming coding
    associate assistant deputy chief vice regional area country e-commerce ecommerce commercial crm customer-facing operations
    certified freelance full-time part-time head copy grant speech occupational physical physio respiratory social community policy
    nonprofit journalism photography video audio sound film tv music art arts creative big early home care public private childhood";

pub(super) const VACANCIES: &str = "role roles position positions job jobs work gig gigs opportunity opportunities opening openings vacancy vacancies internship internships traineeship apprenticeship post posts career careers";
