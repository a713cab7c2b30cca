mod connect;
mod restart;
mod transactions;
mod unavailable;
mod unit_of_work;
