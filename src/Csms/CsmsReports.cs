using Ocpp.V16;

namespace Csms;

/// <summary>A word of a charge point on a transfer or an installation that goes on: one of its status notifications.</summary>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Action">
/// DiagnosticsStatusNotification, FirmwareStatusNotification, LogStatusNotification or SignedFirmwareStatusNotification.
/// </param>
/// <param name="Status">The status, spelt as on the wire.</param>
/// <param name="RequestId">The request that it is about; null where it names none.</param>
public sealed record CsmsReport(DateTimeOffset ReceivedAt, string Action, string Status, int? RequestId = null);

/// <summary>A DataTransfer of a charge point.</summary>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="VendorId">Whose message it is.</param>
/// <param name="MessageId">Which of that vendor's messages.</param>
/// <param name="Data">Its data, the first 1,000 characters of it.</param>
public sealed record CsmsDataTransfer(DateTimeOffset ReceivedAt, string VendorId, string? MessageId, string? Data)
{
    internal const int MaxDataLength = 1000;

    internal static CsmsDataTransfer Of(DataTransferRequest request, DateTimeOffset receivedAt) =>
        new(
            receivedAt,
            request.VendorId,
            request.MessageId,
            request.Data is { Length: > MaxDataLength } data ? data[..MaxDataLength] : request.Data
        );
}

/// <summary>The last SignCertificate of a charge point.</summary>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Csr">The request, PKCS#10 in PEM if it is well-formed.</param>
/// <param name="Status">How it was answered.</param>
public sealed record CsmsCertificateRequest(DateTimeOffset ReceivedAt, string Csr, GenericStatus Status);

/// <summary>A reservation that a charge point has accepted, and that has not ended as far as is known.</summary>
public sealed record CsmsReservation
{
    /// <summary>Its id.</summary>
    public required int ReservationId { get; init; }

    /// <summary>The connector; 0 for any.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>For whom.</summary>
    public required string IdTag { get; init; }

    /// <summary>For which group as well.</summary>
    public required string? ParentIdTag { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTimeOffset ExpiryDate { get; init; }
}
