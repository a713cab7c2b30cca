//! Rate limits an hour: by tier for members, by address for visitors, by account for guesses at its password.
//!
//! Each process counts for itself and forgets at a restart; governor's GCRA lets a full hour's worth burst and then refills evenly.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use domain::identity::UserTier;
use domain::ids::UserId;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use use_cases::identity::Caller;

use super::problem::Problem;

/// Requests an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    pub free: u32,
    /// For the tiers `pro`, `h1b_pro` and `career_insurance`.
    pub paid: u32,
    pub enterprise: u32,
    /// For each address, on the endpoints that need no token: sign-in, registration, new guests.
    pub visitor: u32,
    /// Sign-ins tried for one account, from wherever.
    pub account_attempts: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { free: 1000, paid: 5000, enterprise: 20_000, visitor: 300, account_attempts: 30 }
    }
}

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

struct Limit<K: Hash + Eq + Clone> {
    per_hour: u32,
    state: Keyed<K>,
}

/// What is left of a quota, for the `RateLimit-…` headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemainingQuota {
    pub limit: u32,
    pub remaining: u32,
    /// Seconds until the quota is full again.
    pub reset: u64,
}

impl RemainingQuota {
    #[must_use]
    pub fn headers(self) -> [(HeaderName, HeaderValue); 3] {
        [
            (HeaderName::from_static("ratelimit-limit"), self.limit.into()),
            (HeaderName::from_static("ratelimit-remaining"), self.remaining.into()),
            (HeaderName::from_static("ratelimit-reset"), self.reset.into()),
        ]
    }
}

impl<K: Hash + Eq + Clone> Limit<K> {
    fn new(per_hour: u32) -> Self {
        let quota = Quota::per_hour(NonZeroU32::new(per_hour).unwrap_or(NonZeroU32::MIN));
        Self { per_hour, state: RateLimiter::dashmap(quota).with_middleware() }
    }

    fn check(&self, key: &K) -> Result<RemainingQuota, Problem> {
        match self.state.check_key(key) {
            Ok(snapshot) => {
                let remaining = snapshot.remaining_burst_capacity();
                let used = u64::from(self.per_hour.saturating_sub(remaining));
                Ok(RemainingQuota {
                    limit: self.per_hour,
                    remaining,
                    reset: (used * 3600).div_ceil(u64::from(self.per_hour)),
                })
            }
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
                let detail = format!("At most {} requests an hour; try again in {wait} s.", self.per_hour);
                let full_but_one = 3600 - 3600 / u64::from(self.per_hour);
                let quota = RemainingQuota { limit: self.per_hour, remaining: 0, reset: wait + full_but_one };
                let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", detail)
                    .with_header(RETRY_AFTER, HeaderValue::from(wait));
                Err(quota
                    .headers()
                    .into_iter()
                    .fold(problem, |problem, (name, value)| problem.with_header(name, value)))
            }
        }
    }

    fn forget_idle(&self) {
        self.state.retain_recent();
        self.state.shrink_to_fit();
    }
}

pub struct Limiter {
    free: Limit<UserId>,
    paid: Limit<UserId>,
    enterprise: Limit<UserId>,
    visitors: Limit<IpAddr>,
    accounts: Limit<String>,
}

impl Limiter {
    #[must_use]
    pub fn new(limits: RateLimits) -> Self {
        Self {
            free: Limit::new(limits.free),
            paid: Limit::new(limits.paid),
            enterprise: Limit::new(limits.enterprise),
            visitors: Limit::new(limits.visitor),
            accounts: Limit::new(limits.account_attempts),
        }
    }

    pub fn check_caller(&self, caller: &Caller) -> Result<RemainingQuota, Problem> {
        let limit = match caller.tier {
            UserTier::Free => &self.free,
            UserTier::Pro | UserTier::H1bPro | UserTier::CareerInsurance => &self.paid,
            UserTier::Enterprise => &self.enterprise,
        };
        limit.check(&caller.user_id)
    }

    pub fn check_visitor(&self, address: IpAddr) -> Result<RemainingQuota, Problem> {
        // One person is handed a whole /64 of IPv6.
        let address = match address {
            IpAddr::V6(v6) if v6.to_ipv4_mapped().is_none() => {
                IpAddr::V6((u128::from(v6) & !u128::from(u64::MAX)).into())
            }
            other => other.to_canonical(),
        };
        self.visitors.check(&address)
    }

    /// `account` is an address or an id: whatever the attempt names.
    pub fn check_attempt(&self, account: &str) -> Result<(), Problem> {
        self.accounts.check(&account.to_owned()).map(|_| ())
    }

    /// Frees the memory of keys whose quota is full again. Call it now and then.
    pub fn forget_idle(&self) {
        self.free.forget_idle();
        self.paid.forget_idle();
        self.enterprise.forget_idle();
        self.visitors.forget_idle();
        self.accounts.forget_idle();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter() -> Limiter {
        Limiter::new(RateLimits { visitor: 2, account_attempts: 1, ..RateLimits::default() })
    }

    #[test]
    fn an_address_that_has_used_its_quota_is_told_when_to_come_back() {
        let limiter = limiter();
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        assert_eq!(limiter.check_visitor(address).unwrap().remaining, 1);
        assert_eq!(limiter.check_visitor(address).unwrap().remaining, 0);
        let refused = limiter.check_visitor(address).unwrap_err();
        assert_eq!((refused.status, refused.code), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"));
        assert!(limiter.check_visitor("192.0.2.2".parse().unwrap()).is_ok());
    }

    #[test]
    fn addresses_of_one_ipv6_network_share_a_quota() {
        let limiter = limiter();
        for host in ["2001:db8::1", "2001:db8::2"] {
            limiter.check_visitor(host.parse().unwrap()).unwrap();
        }
        assert!(limiter.check_visitor("2001:db8::3".parse().unwrap()).is_err());
        assert!(limiter.check_visitor("2001:db8:0:1::1".parse().unwrap()).is_ok());
    }

    #[test]
    fn guesses_at_one_account_count_together() {
        let limiter = limiter();
        assert!(limiter.check_attempt("ada@example.com").is_ok());
        assert!(limiter.check_attempt("ada@example.com").is_err());
        assert!(limiter.check_attempt("eve@example.com").is_ok());
    }
}
