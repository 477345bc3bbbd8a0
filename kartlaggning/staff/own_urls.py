"""The addresses of one's own account, below /personal/konto/: ours, and those of allauth's that are in use.

What is not listed here does not exist: no sign-up, no code by mail or telephone, no tying of a provider's account.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from kartlaggning.staff.views import own_account

urlpatterns = [
    path("", own_account.own_account, name="own_account"),
    path("session/", own_account.session_status, name="own_session_status"),
    path("fortsatt/", own_account.resume, name="own_resume"),
    path("inbjudan/<str:token>/", own_account.invitation, name="own_invitation"),
    path("logga-in/", account.login, name="account_login"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    # Says that an invitation is needed; allauth's mail links here.
    path("nytt-konto/", account.signup, name="account_signup"),
    path("bekrafta-igen/", account.reauthenticate, name="account_reauthenticate"),
    path("e-post/", account.email, name="account_email"),
    path("e-post/skickat/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^e-post/bekrafta/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("losenord/", account.password_change, name="account_change_password"),
    path("losenord/valj/", account.password_set, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path("losenord/skickat/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("losenord/klart/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("tvasteg/", mfa.index, name="mfa_index"),
    path("tvasteg/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("tvasteg/bekrafta-igen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tvasteg/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tvasteg/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tvasteg/reservkoder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tvasteg/reservkoder/nya/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tvasteg/reservkoder/fil/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("tvasteg/nycklar/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("tvasteg/nycklar/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("tvasteg/nycklar/logga-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("tvasteg/nycklar/bekrafta-igen/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("tvasteg/nycklar/<int:pk>/ta-bort/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("tvasteg/nycklar/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("sessioner/", sessions.list_usersessions, name="usersessions_list"),
    path("sessioner/<int:pk>/avsluta/", own_account.end_session, name="own_end_session"),
    path("sso/avbrutet/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("sso/fel/", provider.login_error, name="socialaccount_login_error"),
    path("sso/<str:provider_id>/", own_account.provider, name="openid_connect_login"),
    path("sso/<str:provider_id>/svar/", openid_connect.callback, name="openid_connect_callback"),
]
