using Ocpp;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

// The security extension. What a charge point without certificates and without a profile on trial does not need is not made.
public sealed partial class ChargePoint
{
    private RootStore? _roots;
    private OwnCertificates? _ownCertificates;
    private ProfileTrial? _profileTrial;
    private SecuritySnapshot? _security;
    private LinkFailureKind _lastFailure;
    private SeenFrames? _seenFrames;

    /// <summary>How the next connection is to be secured. It holds secrets: for the transport only.</summary>
    public LinkSecurity LinkSecurity
    {
        get
        {
            int profile = Configuration.SecurityProfile;
            byte[][] roots =
            [
                .. (_roots?.Of(CertificateUse.CentralSystemRootCertificate) ?? []).Select(root => root.Der),
            ];
            DurableOwnCertificate? own = profile == 3 ? _ownCertificates?.Current : null;
            return new()
            {
                Profile = profile,
                Password = profile == 3 ? null : Configuration.AuthorizationKey,
                PasswordAsText = Settings.Quirks.Contains(Quirk.PasswordAsText),
                Roots = roots.Length > 0 || profile >= 2 ? roots : null,
                Chain = own?.Chain,
                PrivateKey = own is null ? null : _ownCertificates!.KeyOf(own)?.Pkcs8,
                Clock = Clock,
                Missing =
                    profile >= 2 && roots.Length == 0
                        ? $"Security profile {profile} needs a CentralSystemRootCertificate, and none is installed."
                    : profile == 3 && own is null
                        ? "Security profile 3 needs a certificate of the charge point's own that is valid now, and there is none."
                    : profile is 1 or 2 && Configuration.AuthorizationKey is null
                        ? $"Security profile {profile} needs an AuthorizationKey, and none is set."
                    : null,
            };
        }
    }

    /// <summary>
    /// True from the decision to connect anew until the present connection has ended: it takes answers, and no more calls, whose answers
    /// would be lost.
    /// </summary>
    internal bool LinkLeaves { get; private set; }

    internal RootStore Roots => _roots ??= new(this);

    internal OwnCertificates OwnCertificates => _ownCertificates ??= new(this);

    internal ProfileTrial ProfileTrial => _profileTrial ??= new(this);

    /// <summary>What can be said for a higher security profile.</summary>
    internal SecurityMeans SecurityMeans =>
        new(
            RootInstalled: _roots?.Of(CertificateUse.CentralSystemRootCertificate).Any() == true,
            CertificateInstalled: _ownCertificates?.Current is not null
        );

    /// <summary>Ends the connection, if there is one, and makes another, secured as it is now to be.</summary>
    internal void Reconnect(string reason)
    {
        LinkLeaves = LinkIsUp;
        Effects.Add(new RestartLink(reason));
    }

    internal void LinkIsGone() => LinkIsUp = LinkLeaves = false;

    /// <summary>The snapshot's security part must be made anew.</summary>
    internal void SecurityChanged()
    {
        _security = null;
        Changed();
    }

    internal DeleteCertificateStatus DeleteCertificate(CertificateHashData hash, out string? problem)
    {
        if (_ownCertificates?.IsOwn(hash) == true)
        {
            problem = "the charge point's own certificate cannot be removed";
            return DeleteCertificateStatus.Failed;
        }
        problem = "no such certificate is installed";
        DeleteCertificateStatus status = DeleteCertificateStatus.NotFound;
        if (_roots is { } roots)
        {
            (status, problem) = roots.Delete(hash);
        }
        return status;
    }

    private Refusal? TakeSecurity(ChargePointInput input)
    {
        switch (input)
        {
            case LinkFailed failed:
                OnLinkFailed(failed);
                return null;
            case CertificateRequestReady ready:
                _ownCertificates?.RequestReady(ready);
                return null;
            case InstallRoot install:
                return Roots.Install(install.Use, install.Pem).Problem is { } problem ? Invalid(problem) : null;
            case InstallOwnCertificate own:
                return OwnCertificates.Bring(own.ChainPem, own.PrivateKey) is { } wrong ? Invalid(wrong) : null;
            case RemoveRoot remove:
                return DeleteCertificate(remove.Hash, out string? why) switch
                {
                    DeleteCertificateStatus.Accepted => null,
                    DeleteCertificateStatus.NotFound => new(RefusalKind.Unknown, why!),
                    _ => new(RefusalKind.Conflict, why!),
                };
            case TamperDetected tamper:
                return SecurityEvents.Tampered(tamper.Info);
            case ClearSecurityLog:
                SecurityEvents.Clear();
                return null;
            case RequestCertificate:
                if (!Online || !OwnCertificates.CanRequest)
                {
                    return new(
                        RefusalKind.Conflict,
                        Online ? "CpoName is not set" : "the charge point is not connected and accepted"
                    );
                }
                OwnCertificates.Request();
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(input), input, "Not an input of a charge point.");
        }
    }

    private static Refusal Invalid(string problem) => new(RefusalKind.Invalid, $"the certificate {problem}");

    private void OnLinkFailed(LinkFailed failed)
    {
        if (!Power.IsRunning)
        {
            return;
        }
        // The same again and again is one event: attempts go on for as long as it takes.
        if (failed.Kind != _lastFailure && EventOf(failed.Kind) is { } type)
        {
            SecurityEvents.Report(type, failed.Detail);
            if (type == SecurityEventType.InvalidCentralSystemCertificate)
            {
                // Its certificate is all that a CSMS has to show who it is.
                SecurityEvents.Report(SecurityEventType.CentralSystemFailedToAuthenticate, failed.Detail);
            }
        }
        _lastFailure = failed.Kind;
        _profileTrial?.Failed(failed.GaveUp, failed.Detail);
    }

    private void SecureLinkIsUp(LinkUp up)
    {
        _lastFailure = LinkFailureKind.Unreachable;
        _seenFrames = null;
        _profileTrial?.Passed();
        _roots?.LinkIsUp(up.ServerRoot);
    }

    // A call, or an answer to a call of ours, that has arrived over this connection before. Calls are served all the same: a CSMS that
    // repeats them by mistake is no attacker, and TLS keeps out those who are. What answers nothing is dropped in any case.
    private void NoteReplay(in Received received, ReadOnlySpan<byte> utf8)
    {
        bool isMessage = received.Type is not null && received.Kind != ReceivedKind.Late;
        if (SecurityEvents.Enabled && isMessage && (_seenFrames ??= new()).Add(utf8))
        {
            SecurityEvents.Report(
                SecurityEventType.AttemptedReplayAttacks,
                received.Type == MessageType.Call
                    ? $"call {received.ActionName} {received.MessageId}"
                    : $"answer {received.MessageId}"
            );
        }
    }

    private static SecurityEventType? EventOf(LinkFailureKind kind) =>
        kind switch
        {
            LinkFailureKind.NotAuthenticated => SecurityEventType.FailedToAuthenticateAtCentralSystem,
            LinkFailureKind.InvalidServerCertificate => SecurityEventType.InvalidCentralSystemCertificate,
            LinkFailureKind.InvalidTlsVersion => SecurityEventType.InvalidTLSVersion,
            LinkFailureKind.InvalidTlsCipherSuite => SecurityEventType.InvalidTLSCipherSuite,
            _ => null,
        };

    private void RestoreSecurity(DurableState saved)
    {
        SecurityEvents.Restore(saved.SecurityEvents);
        DurableSecrets secrets = saved.Secrets ?? new();
        if (saved.Certificates.Roots.Count > 0)
        {
            Roots.Restore(saved.Certificates.Roots);
        }
        if (saved.Certificates.Own.Count > 0 || secrets.Requested is not null)
        {
            OwnCertificates.Restore(saved.Certificates, secrets);
        }
        if (saved.Certificates.ProfileBefore is { } before)
        {
            ProfileTrial.Restore(before);
        }
    }

    private DurableCertificates CertificatesToDurable() =>
        new()
        {
            Roots = _roots?.All ?? [],
            Own = _ownCertificates?.All ?? [],
            ProfileBefore = _profileTrial?.Before,
        };

    private DurableSecrets SecretsToDurable() =>
        new()
        {
            AuthorizationKey = Configuration.AuthorizationKey,
            Keys = _ownCertificates?.Keys ?? [],
            Requested = _ownCertificates?.Requested,
        };

    // Null for the many that have neither events nor certificates nor a profile on trial.
    private SecuritySnapshot? SecurityToShow()
    {
        bool empty =
            SecurityEvents.Log.Count == 0
            && _roots is not { All.Count: > 0 }
            && _ownCertificates is not { All.Count: > 0 }
            && _profileTrial?.Before is null;
        if (_security is null && !empty)
        {
            _security = new(
                SecurityEvents.Log,
                [
                    .. (_roots?.All ?? []).Select(root => new CertificateSnapshot(
                        root.Use == CertificateUse.CentralSystemRootCertificate
                            ? CertificateKind.CentralSystemRootCertificate
                            : CertificateKind.ManufacturerRootCertificate,
                        [root.Der],
                        root.IssuerKey,
                        _roots!.IsInUse(root),
                        root.Fallback
                    )),
                    .. (_ownCertificates?.All ?? []).Select(own => new CertificateSnapshot(
                        CertificateKind.ChargePointCertificate,
                        own.Chain,
                        null,
                        ReferenceEquals(own, _ownCertificates!.Current),
                        false
                    )),
                ],
                _profileTrial?.Before
            );
        }
        return _security;
    }
}
