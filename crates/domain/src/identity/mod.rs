//! Who a person is to the system: guest or member, their tier, their sign-ins, and how far onboarding has come.

mod email;
mod password;
mod refresh_token;
mod timezone;
mod user;

pub use email::{Email, InvalidEmail};
pub use password::{NewPassword, PasswordHash, WeakPassword};
pub use refresh_token::{Redemption, RefreshToken, TokenHash};
pub use timezone::{Timezone, UnknownTimezone};
pub use user::{AlreadyRegistered, Client, NextStep, OnboardingStatus, Standing, User, UserRole, UserTier};
