using Ocpp;

namespace ChargePoints;

/// <summary>One attempt to move a file. Retries are the charge point's: each is a request of its own.</summary>
/// <param name="Location">An absolute URL with scheme http, https or ftp; it may hold a name and a password.</param>
public abstract record TransferRequest(string Location);

/// <summary>A file is fetched. It is not kept: size, hash and first bytes are all that matters of it.</summary>
/// <param name="Location">The file.</param>
public sealed record Download(string Location) : TransferRequest(Location);

/// <summary>A file is sent. Whoever carries it out composes the content.</summary>
/// <param name="Location">The folder that it goes to.</param>
/// <param name="FileName">Its name there: letters, digits, dots, dashes and underscores.</param>
/// <param name="Content">What it holds.</param>
/// <param name="From">No entry older than this; null for no limit.</param>
/// <param name="To">No entry newer than this; null for no limit.</param>
public sealed record Upload(string Location, string FileName, UploadContent Content, Instant? From, Instant? To)
    : TransferRequest(Location);

/// <summary>Files that a charge point sends.</summary>
public enum UploadContent
{
    /// <summary>Log, settings, configuration and state.</summary>
    Diagnostics,

    /// <summary>The log of security events.</summary>
    SecurityLog,
}

/// <summary>What became of an attempt.</summary>
public sealed record TransferResult
{
    /// <summary>Bytes of a downloaded file that are kept from its start.</summary>
    public const int FirstBytesKept = 4096;

    /// <summary>How it ended.</summary>
    public required TransferOutcome Outcome { get; init; }

    /// <summary>One line for a person. Without passwords.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Bytes of the file moved.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 over the whole file that was downloaded; empty otherwise.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>The first <see cref="FirstBytesKept"/> bytes of a file that was downloaded.</summary>
    public ReadOnlyMemory<byte> FirstBytes { get; init; }
}

/// <summary>How a transfer ended.</summary>
public enum TransferOutcome
{
    /// <summary>The whole file has been moved.</summary>
    Done,

    /// <summary>It has not: the server, the way to it, a limit of size or time.</summary>
    Failed,

    /// <summary>The server refused the name, the password or the right.</summary>
    PermissionDenied,

    /// <summary>The server found the request malformed.</summary>
    BadMessage,

    /// <summary>The protocol, or what is asked of it, is not supported.</summary>
    NotSupported,
}
