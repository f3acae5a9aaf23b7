CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (api_key 'hunter2', api_key_id 'vault');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'a', password 'hunter2', password_required 'false');
CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (user 'a', password PUT_SECRET_HERE);
ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'hunter3', ADD sslpassword 'hunter4');
