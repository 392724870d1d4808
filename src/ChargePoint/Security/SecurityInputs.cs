using Ocpp.V16;

namespace ChargePoints;

/// <summary>An attempt to connect has failed.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Detail">One line for a person.</param>
/// <param name="GaveUp">True when there will be no other attempt.</param>
public sealed record LinkFailed(LinkFailureKind Kind, string Detail, bool GaveUp = false) : ChargePointInput;

/// <summary>What <see cref="GenerateKeyPair"/> asked for is made.</summary>
/// <param name="RequestId">That of the effect.</param>
/// <param name="CsrPem">The certificate request, PKCS#10 in PEM.</param>
/// <param name="PrivateKey">The private key, PKCS#8; it never leaves the charge point.</param>
public sealed record CertificateRequestReady(long RequestId, string CsrPem, byte[] PrivateKey) : ChargePointInput;

/// <summary>A technician installs a root certificate. Refused like InstallCertificate, with the reason.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Pem">One certificate in PEM.</param>
public sealed record InstallRoot(CertificateUse Use, string Pem) : ChargePointInput;

/// <summary>A technician brings a certificate for the charge point, with its private key. Refused when they do not fit.</summary>
/// <param name="ChainPem">The certificate and its intermediates in PEM.</param>
/// <param name="PrivateKey">Its key, PKCS#8.</param>
public sealed record InstallOwnCertificate(string ChainPem, byte[] PrivateKey) : ChargePointInput;

/// <summary>A technician removes a root certificate. Refused like DeleteCertificate, with the reason.</summary>
/// <param name="Hash">Which one.</param>
public sealed record RemoveRoot(CertificateHashData Hash) : ChargePointInput;

/// <summary>A technician has the charge point ask for a certificate (SignCertificate). Refused without connection or CpoName.</summary>
public sealed record RequestCertificate : ChargePointInput;

/// <summary>Somebody opens the housing. Refused without power, and where security events are not recorded.</summary>
/// <param name="Info">One line for techInfo; null for none.</param>
public sealed record TamperDetected(string? Info = null) : ChargePointInput;

/// <summary>A technician empties the security log. Critical events that have not arrived stay until they have.</summary>
public sealed record ClearSecurityLog : ChargePointInput;

/// <summary>
/// Make a key pair and a certificate request for it, and tell the outcome as <see cref="CertificateRequestReady"/>.
/// </summary>
/// <param name="RequestId">Comes back with the outcome.</param>
/// <param name="Kind">Which kind of key.</param>
/// <param name="Organization">O of the subject: CpoName.</param>
/// <param name="CommonName">CN of the subject: the serial number.</param>
public sealed record GenerateKeyPair(long RequestId, CertificateKeyKind Kind, string Organization, string CommonName)
    : Effect;

/// <summary>Kinds of keys for the charge point's certificate.</summary>
public enum CertificateKeyKind
{
    /// <summary>ECDSA on P-256, requests signed with SHA-256.</summary>
    EcP256,

    /// <summary>RSA with 2048 bits, requests signed with SHA-256 (PKCS#1 v1.5).</summary>
    Rsa2048,
}
