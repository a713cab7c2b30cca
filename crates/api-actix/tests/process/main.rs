//! The program itself, as its operator meets it: started, stopped, killed, and left without its database.

mod cluster;
mod command_line;
mod crash;
mod migrations;
mod outage;
mod person;
mod program;
mod shutdown;
