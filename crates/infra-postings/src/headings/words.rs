//! The wordings of headings, in lower case.

use std::collections::HashSet;

/// How headings of requirements begin.
pub(super) const REQUIREMENTS_BEGIN: &str = "what you'll bring|what you will bring|what you bring|what you'll need|what you will need|what you need to|\
    what we're looking for|what we are looking for|what we look for|who we're looking for|who we are looking for|\
    we're looking for someone|we are looking for someone|we'd love to hear from you if|\
    we would love to hear from you if|you may be a|you might be a|you'll be a great fit|you could be a|\
    you're a great fit|you are a great fit|this role is for you if|this could be for you if|to be successful|\
    to succeed in|to be considered|to qualify|what makes you a|skills you'll need|skills you will need|\
    minimum qualifications|basic qualifications|required qualifications|required skills|minimum requirements|\
    must have|you must have|essential skills|qualifications and|requirements and|skills and|knowledge, skills|\
    skills, |education and|experience and|requirements for|qualifications for|ideal candidate|successful candidate|\
    our ideal candidate|candidate must|candidates must|applicants must|you should have|you'll have|you will have|\
    you bring|you'll thrive|you will thrive|sounds like you";

/// How headings of benefits begin.
pub(super) const BENEFITS_BEGIN: &str = "what we offer|what you'll get|what you will get|what you get|what we can offer|what we'll offer|\
    what's in it for|what is in it for|benefits and|benefits of|benefits at|perks and|perks of|perks at|\
    why you'll love|why you will love|why join|why work|reasons to join|we offer|in return|our benefits|\
    compensation and benefits|compensation, benefits|salary and benefits|pay and benefits|how we'll take care|\
    how we take care|how we'll support|some of our benefits|some of the benefits|employee benefits|\
    here's what we offer|here is what we offer|our perks";

/// How headings of other parts begin.
pub(super) const OTHERS_BEGIN: &str = "about |what you'll do|what you will do|what you'll be|what you will be|what you do|what you'll work|\
    what you'll own|who we are|how to apply|how you'll|how we work|your responsibilities|your role|your mission|\
    key responsibilities|key duties|main duties|job description|position summary|role overview|interview process|\
    our process|hiring process|equal opportunity|equal employment|additional information|our values|our mission|\
    our stack|our tech stack|tech stack|life at|meet the|in this role|day to day|a day in|the day|duties|\
    responsibilities";

pub(super) fn requirements() -> &'static HashSet<&'static str> {
    words!(
        "requirements|requirement|job requirements|role requirements|position requirements|minimum requirements|basic requirements|general requirements|core requirements|key requirements|our requirements|candidate requirements|hard requirements|requirements and qualifications|qualifications and requirements|requirements and skills|skills and requirements|\
         qualifications|qualification|minimum qualifications|basic qualifications|required qualifications|key qualifications|essential qualifications|your qualifications|job qualifications|qualifications and skills|qualifications and experience|qualifications required|minimum education and experience|\
         skills|required skills|skills required|key skills|core skills|technical skills|essential skills|your skills|skills needed|skills and experience|skills and qualifications|skills and abilities|skills and competencies|experience and skills|skills experience|skills, experience and qualifications|skills and knowledge|hard skills|soft skills|required skills and experience|required skills and qualifications|required experience|experience required|skills you'll need|\
         experience|your experience|relevant experience|education|education and experience|experience and education|education and training|education and qualifications|education requirements|required education|education and certification|certifications|certification|licenses and certifications|licences and certifications|licensure and certification|licenses|certifications required|required certifications|certifications licenses|languages|technical|technical requirements|physical requirements|competencies|core competencies|key competencies|knowledge, skills and abilities|knowledge, skills, and abilities|knowledge and skills|knowledge|personal skills|personal attributes|abilities|\
         your profile|your background|profile|candidate profile|person profile|person specification|about you|who you are|who are you|you are|you have|you bring|you'll have|you will have|you'll bring|you will bring|you'll need|you need|you will need|you should have|you must have|you must|must have|must haves|must have skills|what you have|what you bring|what you'll bring|what you will bring|what you need|what you'll need|what you will need|what you should have|what it takes|what you'll have|what we need|what we need from you|what we're after|what do you need|what do you bring|what you bring to the table|what you'll bring to the team|what you'll bring to the table|\
         what we're looking for|what we are looking for|what we look for|who we're looking for|who we are looking for|who we're after|we're looking for|we are looking for|looking for|we expect|our expectations|expectations|we need|we require|we're looking for someone who|we are looking for someone who|we're looking for someone with|we'd love to see|we would love to see|\
         essential|essentials|essential criteria|selection criteria|ideal candidate|our ideal candidate|ideal candidate will have|ideal candidate has|ideal profile|successful candidate|successful candidate will have|successful candidate will|candidate will have|candidate must have|is this you|this is you|sounds like you|does this sound like you|you'll be a great fit if|you may be a fit if|you might be a fit if|you'll thrive here if|this is you if|required|prerequisites|criteria|expertise|your expertise|to be successful in this role|to be successful in this role you will need|to succeed in this role|to be successful|requirements for this role|job specification|\
         anforderungen|ihr profil|dein profil|was du mitbringst|was sie mitbringen|das bringst du mit|das bringen sie mit|qualifikationen|deine qualifikationen|das solltest du mitbringen|profil|profil recherché|votre profil|ton profil|compétences requises|compétences|requisitos|requisitos mínimos|tu perfil|perfil|qué buscamos|wymagania|nasze wymagania|oczekujemy|czego oczekujemy|oczekiwania|functie-eisen|functie eisen|wat vragen wij|wat wij vragen|wie ben jij|requisiti|kvalifikationer|krav"
    )
}

pub(super) fn preferred() -> &'static HashSet<&'static str> {
    words!(
        "nice to have|nice to haves|nice to have skills|nice if you have|nice to have but not required|nice|preferred|preferred qualifications|preferred skills|preferred requirements|preferred experience|preferred education|preferred certifications|preferred qualifications and skills|preferred but not required|bonus|bonuses|bonus points|bonus points for|bonus points if|bonus points if you have|bonus skills|bonus qualifications|\
         bonus if you have|pluses|plus|plusses|a plus|it's a plus|big plus|big pluses|would be a plus|will be a plus|it's a plus if you have|desirable|desirables|desirable skills|desirable criteria|desirable experience|desired|desired skills|desired qualifications|desired experience|good to have|good to haves|great to have|great if you have|extra credit|extra points|assets|considered an asset|ideally|ideally you have|ideally you'll have|ideally you also have|optional|optional skills|not required but a plus|not required but nice to have|additional qualifications|additional skills|advantageous|would be nice|would be great|brownie points|what sets you apart|what will set you apart|stand out|ways to stand out|ways to stand out from the crowd|how to stand out|even better if you have|even better|it's a bonus if you have|it would be great if you had|\
         von vorteil|wünschenswert|nice-to-have|mile widziane|dodatkowym atutem będzie|atouts|se valorará|un plus|deseable|pré"
    )
}

pub(super) fn benefits() -> &'static HashSet<&'static str> {
    words!(
        "benefits|benefit|perks|perk|benefits and perks|perks and benefits|perks benefits|benefits perks|our benefits|our perks|your benefits|employee benefits|company benefits|job benefits|key benefits|benefits package|benefit package|benefits summary|benefits overview|benefits offered|additional benefits|other benefits|some benefits|some of our benefits|some perks|perks at a glance|benefits at a glance|benefits highlights|benefits we offer|\
         what we offer|what we offer you|what we're offering|what we are offering|we offer|you get|you'll get|you will get|you receive|we offer you|we can offer|we can offer you|we provide|we also offer|what we provide|what you'll get|what you will get|what you get|what you'll receive|what you'll enjoy|what you can expect from us|what's on offer|what is on offer|what's in it for you|what's in it for me|what is in it for you|what do we offer|what do you get|on offer|our offer|the offer|offer|package|the package|in return|in return we offer|in return you'll get|in return, we offer|in exchange|\
         compensation and benefits|compensation benefits|compensation and perks|benefits and compensation|pay and benefits|salary and benefits|salary, benefits and perks|compensation, benefits and perks|rewards|total rewards|rewards and benefits|why join us|why us|why you'll love it here|why you'll love working here|why you'll love us|why work with us|why work here|why work for us|why you should join us|why you should join|reasons to join us|how we'll take care of you|we've got you covered|how we reward you|working with us|\
         wir bieten|wir bieten dir|wir bieten ihnen|was wir bieten|was wir dir bieten|das bieten wir|das bieten wir dir|das bieten wir ihnen|unser angebot|deine vorteile|ihre vorteile|nous offrons|ce que nous offrons|nos avantages|avantages|avantages sociaux|ofrecemos|qué ofrecemos|beneficios|oferujemy|co oferujemy|to oferujemy|nasza oferta|benefity|wat bieden wij|wat wij bieden|wij bieden|offriamo|cosa offriamo|vi erbjuder|förmåner|vi tilbyder|oferecemos|benefícios"
    )
}

pub(super) fn pay() -> &'static HashSet<&'static str> {
    words!(
        "salary|pay|compensation|salary range|pay range|compensation range|base salary|pay rate|rate|day rate|hourly rate|remuneration|wage|wages|salary and compensation|pay transparency|salary details|compensation details|base pay range|salary expectations|gehalt|salaire|salario|wynagrodzenie|salaris|the salary|pay scale|salary information|compensation information|compensation package|stipend"
    )
}

pub(super) fn other() -> &'static HashSet<&'static str> {
    words!(
        "responsibilities|responsibility|key responsibilities|main responsibilities|core responsibilities|your responsibilities|primary responsibilities|essential duties|essential functions|essential duties and responsibilities|essential job functions|duties|key duties|main duties|duties and responsibilities|job duties|responsibilities and duties|roles and responsibilities|tasks|your tasks|key tasks|accountabilities|key accountabilities|what you'll do|what you will do|what you'll be doing|what you will be doing|what you do|what will you do|what will i be doing|what you'll work on|what you'll own|your role|your mission|your impact|your day|your day to day|day to day|a typical day|in this role|in this role you will|in this role you'll|in this role, you will|in this role, you'll|you will|you'll|as a member of our team you will|how you'll make an impact|how you will make an impact|the impact you'll have|mission|the job|\
         role|role overview|role summary|role description|position|position overview|position summary|position description|job summary|job overview|job description|description|overview|summary|the opportunity|opportunity|the position|scope|purpose|job purpose|role purpose|purpose of the role|project|projects|about|about us|about the role|about the job|about the team|about the company|about this role|about the position|about the opportunity|about our client|who we are|our story|our mission|our values|our culture|our team|the team|team|company|company description|company overview|the company|the client|our client|\
         tech stack|our stack|our tech stack|technology stack|technologies|technologies we use|tools|our tools|stack|how to apply|to apply|application|application process|application instructions|apply|interview process|the interview process|hiring process|our hiring process|recruitment process|the process|next steps|what to expect|contact|contact us|contact person|equal opportunity|equal opportunity employer|equal opportunity statement|equal employment opportunity|eeo|eeo statement|eoe|diversity|diversity and inclusion|diversity, equity and inclusion|inclusion|accommodations|disclaimer|notes|note|please note|additional information|other information|additional details|more information|further information|important information|legal|privacy|privacy notice|work environment|working environment|working conditions|physical demands|work location|location|locations|work schedule|schedule|hours|working hours|shift|shift and schedule|job type|employment type|travel|start date|contract|contract type|contract details|seniority level|job function|industries|industry|department|reports to|reporting to|visa sponsorship|sponsorship|work authorization|security clearance|key details|at a glance|details|job details|key information|closing date|application deadline|deadline|posted|references|supervision|growth|career growth|career path|interested|get in touch|ready to apply|\
         aufgaben|deine aufgaben|ihre aufgaben|über uns|wer wir sind|kontakt|bewerbung|stellenbeschreibung|das erwartet dich|missions|vos missions|tes missions|à propos|qui sommes-nous|responsabilidades|funciones|sobre nosotros|descripción|obowiązki|zakres obowiązków|twoje zadania|o nas|o firmie|wat ga je doen|over ons|taken|om oss"
    )
}
