using System.Net.Sockets;
using ChargePoints;

namespace Simulation.Transfers;

/// <summary>
/// A transfer by FTP: binary, passive (EPSV, else PASV), the path of the URL relative to where the login leads (RFC 959, RFC 2428,
/// RFC 1738 §3.2). Without a name in the URL the login is anonymous.
/// </summary>
internal static class FtpTransfer
{
    private const int PieceBytes = 64 * 1024;

    public static async Task<TransferResult> RunAsync(Uri url, TransferJob job, TransferLimits limits)
    {
        var path = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        var (name, password) = Login(url);
        await using var ftp = await FtpConnection.OpenAsync(url.IdnHost, url.Port, limits);
        await ftp.LoginAsync(name, password);
        var result = job.Request is Upload upload
            ? await UploadAsync(
                ftp,
                path.Length == 0 ? upload.FileName : $"{path.TrimEnd('/')}/{upload.FileName}",
                job,
                limits
            )
            : await DownloadAsync(ftp, path, limits);
        await ftp.QuitAsync();
        return result;
    }

    private static async Task<TransferResult> DownloadAsync(FtpConnection ftp, string path, TransferLimits limits)
    {
        using var digest = new FileDigest(limits.Options.MaxBytes);
        await using (var data = await ftp.OpenDataAsync($"RETR {path}"))
        {
            await digest.ReadAsync(data, limits);
        }
        await ftp.CompleteAsync();
        return digest.Result();
    }

    private static async Task<TransferResult> UploadAsync(
        FtpConnection ftp,
        string path,
        TransferJob job,
        TransferLimits limits
    )
    {
        var content = job.Compose!();
        await using (var data = await ftp.OpenDataAsync($"STOR {path}"))
        {
            for (var at = 0; at < content.Length; at += PieceBytes)
            {
                await data.WriteAsync(content.AsMemory(at, Math.Min(PieceBytes, content.Length - at)), limits.Token);
                limits.Moved();
            }
            ((NetworkStream)data).Socket.Shutdown(SocketShutdown.Send);
        }
        await ftp.CompleteAsync();
        return new TransferResult
        {
            Outcome = TransferOutcome.Done,
            Bytes = content.Length,
            Detail = "by FTP",
        };
    }

    private static (string Name, string Password) Login(Uri url)
    {
        if (url.UserInfo.Length == 0)
        {
            return ("anonymous", "anonymous@");
        }
        var colon = url.UserInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(url.UserInfo), "")
            : (Uri.UnescapeDataString(url.UserInfo[..colon]), Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]));
    }
}
