using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// The charge point's own certificates (security whitepaper, use cases A02 and A03): the request, the answer to it, which one is in use,
/// and its renewal. The newest that is valid already is in use; the one before it is kept for a month.
/// </summary>
internal sealed class OwnCertificates(ChargePoint cp)
{
    /// <summary>How long before its end a certificate is renewed, and how long a replaced one is kept.</summary>
    public static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Certificates that are kept; beyond it the oldest goes.</summary>
    public const int Capacity = 4;

    // A renewal that came to nothing is tried again after this.
    private static readonly TimeSpan RenewalPause = TimeSpan.FromDays(1);

    private DurableOwnCertificate[] _certificates = [];
    private DurableKey[] _keys = [];
    private DurableKey? _requested;
    private DurableOwnCertificate? _used;
    private long _lastKey;
    private long _generating;
    private bool _onTrigger;
    private Instant _nextRenewal;

    public IReadOnlyList<DurableOwnCertificate> All => _certificates;

    public IReadOnlyList<DurableKey> Keys => _keys;

    public DurableKey? Requested => _requested;

    /// <summary>The certificate in use now; null for none.</summary>
    public DurableOwnCertificate? Current => CurrentAt(cp.Clock);

    /// <summary>What a request needs is there: CpoName, the organization in it (security whitepaper, use case A02).</summary>
    public bool CanRequest => !string.IsNullOrEmpty(cp.Configuration.CpoName);

    /// <summary>The common name of its certificates: the serial number, and its identity where it has none.</summary>
    public string CommonName => cp.Settings.SerialNumber ?? cp.Settings.Id;

    /// <summary>When something changes here without an input: another certificate comes into use, one is due for renewal or for removal.</summary>
    public Instant Due
    {
        get
        {
            DateTimeOffset now = cp.Clock;
            Instant due = Instant.Never;
            foreach (DurableOwnCertificate certificate in _certificates)
            {
                if (certificate.NotBefore > now)
                {
                    due = Instant.Min(due, cp.InstantAt(certificate.NotBefore));
                }
                if (GoesAt(certificate) is { } end)
                {
                    due = Instant.Min(due, cp.InstantAt(end));
                }
            }
            return cp.Online && CanRequest && Current is { } current
                ? Instant.Min(due, Instant.Max(_nextRenewal, cp.InstantAt(current.NotAfter - Month)))
                : due;
        }
    }

    public void Restore(DurableCertificates saved, DurableSecrets secrets)
    {
        _keys = [.. secrets.Keys];
        _requested = secrets.Requested;
        // A certificate whose key could not be read is of no use.
        _certificates = [.. saved.Own.Where(own => KeyOf(own) is not null)];
        _lastKey = Math.Max(_keys.Length == 0 ? 0 : _keys.Max(key => key.Id), _requested?.Id ?? 0);
        _used = Current;
    }

    public DurableKey? KeyOf(DurableOwnCertificate certificate) =>
        Array.Find(_keys, key => key.Id == certificate.KeyId);

    /// <summary>Makes a key pair and a request for it, and sends that to the CSMS. <see cref="CanRequest"/> must hold.</summary>
    /// <param name="onTrigger">True when the CSMS has asked for it: then it may also be sent while registration is pending.</param>
    public void Request(bool onTrigger = false)
    {
        _onTrigger = onTrigger;
        _generating = ++_lastKey;
        _nextRenewal = cp.Now + RenewalPause;
        CertificateKeyKind kind = cp.Settings.Quirks.Contains(Quirk.RsaCertificateKey)
            ? CertificateKeyKind.Rsa2048
            : CertificateKeyKind.EcP256;
        cp.Effects.Add(new GenerateKeyPair(_generating, kind, cp.Configuration.CpoName!, CommonName));
    }

    /// <summary>The key pair is made.</summary>
    public void RequestReady(CertificateRequestReady ready)
    {
        if (ready.RequestId != _generating)
        {
            return;
        }
        _generating = 0;
        if (!cp.Online && !(_onTrigger && cp.LinkIsUp && cp.Registration.IsPending))
        {
            cp.Tell(
                EventCategory.System,
                ChargePointEventType.CertificatesChanged,
                0,
                "request dropped: no connection"
            );
            return;
        }
        _requested = new(ready.RequestId, ready.PrivateKey);
        cp.Save(DurableParts.Secrets);
        cp.Outbox.Enqueue(
            new SignCertificateCall(cp, ready.CsrPem, ready.RequestId, cp.NextOrder()) { OnTrigger = _onTrigger }
        );
    }

    /// <summary>The CSMS does not sign that request, or never heard of it. It is not repeated by itself (use case A02).</summary>
    public void RequestFailed(long requestId, string why)
    {
        if (_requested?.Id != requestId)
        {
            return;
        }
        _requested = null;
        cp.Save(DurableParts.Secrets);
        cp.Tell(EventCategory.System, ChargePointEventType.CertificatesChanged, 0, $"SignCertificate: {why}");
    }

    /// <summary>A certificate that the CSMS has had signed (CertificateSigned).</summary>
    /// <returns>What is wrong with it; null when it was taken.</returns>
    public string? Signed(string chainPem)
    {
        if (chainPem.Length > cp.Configuration.CertificateSignedMaxChainSize)
        {
            return $"is longer than CertificateSignedMaxChainSize, {cp.Configuration.CertificateSignedMaxChainSize}";
        }
        if (_requested is not { } requested)
        {
            return "answers no request: there is no key that waits for a certificate";
        }
        string? problem = Take(chainPem, requested, checkPath: true);
        if (problem is null)
        {
            _requested = null;
        }
        return problem;
    }

    /// <summary>A technician brings a certificate with its key. Where it leads to is his affair.</summary>
    /// <returns>What is wrong with it; null when it was taken.</returns>
    public string? Bring(string chainPem, byte[] privateKey)
    {
        string? problem = Take(chainPem, new DurableKey(++_lastKey, privateKey), checkPath: false);
        UseNewest();
        return problem;
    }

    /// <summary>True when it is one of them: they cannot be deleted over OCPP (use case M04).</summary>
    public bool IsOwn(CertificateHashData hash)
    {
        foreach (DurableOwnCertificate own in _certificates)
        {
            using X509Certificate2 leaf = X509CertificateLoader.LoadCertificate(own.Chain[0]);
            byte[] issuerKey =
                own.Chain.Count > 1 ? KeyOf(own.Chain[1]) : cp.Roots.KeyOfIssuer(leaf) ?? KeyOf(own.Chain[0]);
            if (CertificateHash.Matches(CertificateHash.Of(leaf, issuerKey, hash.HashAlgorithm), hash))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Renews, removes, and takes the next one into use, each when its time has come.</summary>
    public void OnTime()
    {
        DateTimeOffset now = cp.Clock;
        if (Array.Exists(_certificates, certificate => GoesAt(certificate) <= now))
        {
            Keep([.. _certificates.Where(certificate => GoesAt(certificate) is not { } end || end > now)]);
        }
        UseNewest();
        if (
            cp.Online
            && CanRequest
            && Current is { } current
            && current.NotAfter - Month <= now
            && _nextRenewal <= cp.Now
        )
        {
            Request();
        }
    }

    private string? Take(string chainPem, DurableKey key, bool checkPath)
    {
        if (CertificatePem.TryRead(chainPem, out IReadOnlyList<X509Certificate2> chain) is { } unreadable)
        {
            return unreadable;
        }
        try
        {
            X509Certificate2 leaf = chain[0];
            string? problem = LeafProblem(leaf, key) ?? (checkPath ? PathProblem(chain) : null);
            if (problem is null)
            {
                Add(chain, key);
            }
            return problem;
        }
        catch (Exception error) when (CertificateRules.IsUnreadable(error))
        {
            return CertificateRules.Unreadable;
        }
        finally
        {
            RootStore.Dispose(chain);
        }
    }

    private string? LeafProblem(X509Certificate2 leaf, DurableKey key) =>
        CertificateRules.KeyProblem(leaf)
        ?? (
            CertificateRules.Until(leaf) <= cp.Clock ? $"expired on {CertificateRules.Until(leaf):yyyy-MM-dd}"
            : CertificateRules.CommonName(leaf) != CommonName ? $"has another common name than {CommonName}"
            : !IsKeyOf(leaf, key.Pkcs8) ? "is for another key than the requested one"
            : null
        );

    private string? PathProblem(IReadOnlyList<X509Certificate2> chain)
    {
        IReadOnlyList<X509Certificate2> roots = cp.Roots.Load(CertificateUse.CentralSystemRootCertificate);
        try
        {
            return CertificatePath.Check(
                chain[0],
                [.. chain.Skip(1)],
                roots,
                CertificateRules.CheckedAt(chain[0], cp.Clock),
                CertificatePath.ClientAuthentication,
                out _
            );
        }
        finally
        {
            RootStore.Dispose(roots);
        }
    }

    private void Add(IReadOnlyList<X509Certificate2> chain, DurableKey key)
    {
        X509Certificate2 leaf = chain[0];
        _keys = [.. _keys, key];
        DurableOwnCertificate added = new(
            key.Id,
            [.. chain.Select(certificate => certificate.RawData)],
            CertificateRules.From(leaf),
            CertificateRules.Until(leaf),
            cp.Clock
        );
        Keep([.. _certificates.Skip(Math.Max(0, _certificates.Length + 1 - Capacity)), added]);
        string what = $"charge point certificate: {leaf.Subject}, issued by {leaf.Issuer}";
        cp.Tell(EventCategory.System, ChargePointEventType.CertificatesChanged, 0, what);
        cp.SecurityEvents.Report(SecurityEventType.ReconfigurationOfSecurityParameters, what);
    }

    private void Keep(DurableOwnCertificate[] certificates)
    {
        _certificates = certificates;
        _keys = [.. _keys.Where(key => Array.Exists(certificates, certificate => certificate.KeyId == key.Id))];
        cp.Save(DurableParts.Certificates | DurableParts.Secrets);
        cp.SecurityChanged();
    }

    /// <summary>Connects anew if the certificate that counts now is another one, and the security profile uses it.</summary>
    public void UseNewest()
    {
        DurableOwnCertificate? current = Current;
        if (ReferenceEquals(current, _used))
        {
            return;
        }
        _used = current;
        cp.SecurityChanged();
        if (current is not null && cp.Configuration.SecurityProfile == 3 && cp.Power.IsRunning)
        {
            cp.Reconnect("another charge point certificate is in use");
        }
    }

    private DurableOwnCertificate? CurrentAt(DateTimeOffset clock)
    {
        DurableOwnCertificate? newest = null;
        foreach (DurableOwnCertificate certificate in _certificates)
        {
            bool valid = certificate.NotBefore <= clock && clock < certificate.NotAfter;
            // Of the same age the one that came last.
            if (valid && (newest is null || certificate.NotBefore >= newest.NotBefore))
            {
                newest = certificate;
            }
        }
        return newest;
    }

    // A month after a newer one has come into use.
    private DateTimeOffset? GoesAt(DurableOwnCertificate certificate)
    {
        DateTimeOffset? replaced = null;
        int place = Array.IndexOf(_certificates, certificate);
        for (int i = 0; i < _certificates.Length; i++)
        {
            DurableOwnCertificate other = _certificates[i];
            bool newer =
                other.NotBefore > certificate.NotBefore || (other.NotBefore == certificate.NotBefore && i > place);
            if (newer)
            {
                DateTimeOffset from = other.NotBefore > other.ReceivedAt ? other.NotBefore : other.ReceivedAt;
                replaced = replaced is null || from < replaced ? from : replaced;
            }
        }
        return replaced + Month;
    }

    private static byte[] KeyOf(byte[] der)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
        return CertificateHash.KeyOf(certificate);
    }

    private static bool IsKeyOf(X509Certificate2 leaf, byte[] pkcs8)
    {
        try
        {
            using RSA? rsa = leaf.GetRSAPublicKey();
            if (rsa is not null)
            {
                using RSA own = RSA.Create();
                own.ImportPkcs8PrivateKey(pkcs8, out _);
                return own.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(rsa.ExportSubjectPublicKeyInfo());
            }
            using ECDsa? ec = leaf.GetECDsaPublicKey();
            using ECDsa ownEc = ECDsa.Create();
            ownEc.ImportPkcs8PrivateKey(pkcs8, out _);
            return ec is not null
                && ownEc.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(ec.ExportSubjectPublicKeyInfo());
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

internal sealed class SignCertificateCall(ChargePoint cp, string csr, long requestId, long order)
    : OutgoingCall(Actions.SignCertificate, order)
{
    public override void Write(System.Buffers.IBufferWriter<byte> output, string messageId) =>
        Ocpp.Rpc.FrameWriter.WriteCall(output, messageId, Actions.SignCertificate, new() { Csr = csr });

    public override void Undelivered() => cp.OwnCertificates.RequestFailed(requestId, "not delivered");

    public override void TimedOut() => cp.OwnCertificates.RequestFailed(requestId, "no answer");

    public override void Refused() => cp.OwnCertificates.RequestFailed(requestId, "refused");

    public override void Answered(object response, TimeSpan roundTrip)
    {
        if (((SignCertificateResponse)response).Status == GenericStatus.Rejected)
        {
            cp.OwnCertificates.RequestFailed(requestId, "rejected");
        }
    }
}
