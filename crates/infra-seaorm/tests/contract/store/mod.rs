mod connect;
mod restart;
mod transactions;
mod unavailable;
