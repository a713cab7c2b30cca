//! Words by which the name of a job is told from the name of a company or a place.

/// Whether a text names a job.
pub(crate) fn names_role(text: &str) -> bool {
    let low = text.to_lowercase();
    let words = low.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    words.flat_map(|word| word.split('-')).any(is_role)
}

fn is_role(word: &str) -> bool {
    let singular = word.strip_suffix('s').filter(|rest| rest.len() > 3).unwrap_or(word);
    let roles = words!(
        "engineer|developer|programmer|architect|manager|director|lead|leader|head|chief|officer|vp|svp|evp|president|analyst|scientist|consultant|designer|administrator|admin|assistant|associate|coordinator|co-ordinator|specialist|technician|technologist|nurse|rn|lpn|cna|doctor|physician|surgeon|therapist|pharmacist|dentist|hygienist|paramedic|emt|caregiver|carer|aide|midwife|practitioner|clinician|\
         teacher|tutor|professor|lecturer|instructor|trainer|educator|principal|accountant|bookkeeper|auditor|controller|comptroller|actuary|economist|banker|teller|broker|trader|advisor|adviser|planner|underwriter|adjuster|paralegal|lawyer|attorney|solicitor|counsel|clerk|secretary|receptionist|recruiter|sourcer|partner|representative|rep|executive|salesperson|seller|marketer|strategist|writer|copywriter|editor|journalist|reporter|producer|photographer|videographer|animator|illustrator|artist|\
         chef|cook|baker|barista|bartender|server|waiter|waitress|host|hostess|dishwasher|housekeeper|cleaner|janitor|custodian|driver|courier|picker|packer|operator|operative|machinist|welder|electrician|plumber|carpenter|mechanic|mason|roofer|painter|fitter|installer|inspector|supervisor|foreman|superintendent|estimator|surveyor|guard|firefighter|intern|internship|trainee|apprentice|apprenticeship|fellow|researcher|postdoc|librarian|curator|chemist|biologist|physicist|geologist|statistician|mathematician|tester|sdet|qa|sre|devops|dba|master|owner|evangelist|advocate|buyer|merchandiser|stylist|hairdresser|cashier|stocker|agent|ambassador|nanny|babysitter|pilot|steward|attendant|dispatcher|handler|counselor|counsellor|psychologist|psychiatrist|worker|laborer|labourer|phlebotomist|radiographer|sonographer|optometrist|veterinarian|vet|groomer|gardener|landscaper|florist|tailor|butcher|expert|generalist|ceo|cto|cfo|coo|cmo|ciso|cio|cpo|dietitian|nutritionist|audiologist|pathologist|anesthesiologist|cardiologist|sommelier|concierge|valet|porter|loader|roustabout|rigger|scaffolder|glazier|joiner|bricklayer|toolmaker|setter|assembler|fabricator|millwright|lineman|warehouseman|storekeeper|negotiator|investigator|detective|ranger|lifeguard|coach|translator|interpreter|proofreader|webmaster|modeller|modeler|hacker|pentester|crew|staff|\
         entwickler|entwicklerin|ingenieur|ingenieurin|leiter|leiterin|mitarbeiter|mitarbeiterin|referent|berater|beraterin|sachbearbeiter|sachbearbeiterin|kaufmann|kauffrau|pfleger|pflegefachkraft|fachkraft|werkstudent|werkstudentin|praktikant|praktikantin|softwareentwickler|softwareentwicklerin|projektleiter|buchhalter|développeur|développeuse|ingénieur|ingénieure|responsable|chargé|chargée|comptable|infirmier|infirmière|vendeur|ingeniero|ingeniera|desarrollador|desarrolladora|gerente|contador|enfermera|enfermero|programista|programistka|inżynier|kierownik|specjalista|specjalistka|księgowa|księgowy|kierowca|handlowiec|doradca|analityk|tester|ontwikkelaar|medewerker|adviseur|verpleegkundige|utvecklare|sviluppatore|sviluppatrice|desenvolvedor|desenvolvedora|analista|analist|docent|verkoper|konsulent|ingeniør|udvikler"
    );
    roles.contains(word) || roles.contains(singular)
}

/// Parts of companies, which boards print where others print the company.
pub(crate) fn is_department(text: &str) -> bool {
    let low = text.trim().to_lowercase();
    let parts = low.split([',', '/', '–', '-', '&', '›', '>']).map(str::trim).filter(|part| !part.is_empty());
    let departments = words!(
        "engineering|software engineering|product|product management|design|marketing|sales|operations|finance|people|people ops|people operations|human resources|hr|legal|it|data|data science|data engineering|analytics|research|r|d|r and d|research and development|security|infrastructure|platform|backend|frontend|front end|back end|mobile|web|devops|quality|qa|support|customer support|customer success|customer experience|customer service|business development|growth|communications|content|creative|accounting|procurement|supply chain|logistics|manufacturing|production|administration|admin|general|corporate|strategy|partnerships|technology|tech|engineering and product|product and engineering|clinical|nursing|healthcare|education|information technology|core|payments|ml|ai|machine learning|cloud|services|professional services|remote|mid-senior level|mid level|entry level|senior|associate|director|executive|internship|not applicable|other|retail|warehouse|kitchen|front of house|back of house|facilities|maintenance|compliance|risk|audit|treasury|tax|solutions|account management|g|a"
    );
    let mut any = false;
    parts.into_iter().all(|part| {
        any = true;
        departments.contains(part)
    }) && any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_are_told_from_companies() {
        for job in [
            "Senior Backend Engineer",
            "Registered Nurse (RN)",
            "Head of Growth",
            "Baristas",
            "Softwareentwickler (m/w/d)",
        ] {
            assert!(names_role(job), "{job}");
        }
        for company in ["Helios Grid", "Wisła Analytics", "Austin, TX", "Green & Sons"] {
            assert!(!names_role(company), "{company}");
        }
    }
}
