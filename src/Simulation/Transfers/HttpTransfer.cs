using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ChargePoints;

namespace Simulation.Transfers;

/// <summary>
/// A transfer by HTTP. A download is a GET. An upload is a PUT to the folder's URL with the file's name added; a server that has no PUT
/// there (404, 405, 501) gets a POST of a form to the URL as it is. Name and password of the URL become Basic authentication.
/// </summary>
internal sealed class HttpTransfer(HttpClient http, TransferLimits limits)
{
    private const string FormField = "file";

    public async Task<TransferResult> RunAsync(Uri url, TransferJob job) =>
        job.Request is Upload upload
            ? await UploadAsync(url, upload.FileName, job.Compose!())
            : await DownloadAsync(url);

    private async Task<TransferResult> DownloadAsync(Uri url)
    {
        using var response = await SendAsync(HttpMethod.Get, url, () => null);
        ThrowUnlessDone(response);
        var maxBytes = limits.Options.MaxBytes;
        if (response.Content.Headers.ContentLength > maxBytes)
        {
            throw FileDigest.TooLarge(maxBytes);
        }
        using var digest = new FileDigest(maxBytes);
        await using var body = await response.Content.ReadAsStreamAsync(limits.Token);
        await digest.ReadAsync(body, limits);
        return digest.Result();
    }

    private async Task<TransferResult> UploadAsync(Uri folder, string fileName, byte[] content)
    {
        var target = new UriBuilder(folder) { Path = $"{folder.AbsolutePath.TrimEnd('/')}/{fileName}" }.Uri;
        using (var put = await SendAsync(HttpMethod.Put, target, () => new MeasuredContent(content, limits)))
        {
            var noPut =
                put.StatusCode
                is HttpStatusCode.NotFound
                    or HttpStatusCode.MethodNotAllowed
                    or HttpStatusCode.NotImplemented;
            if (!noPut)
            {
                ThrowUnlessDone(put);
                return Done(content, "by PUT");
            }
        }
        using var post = await SendAsync(
            HttpMethod.Post,
            folder,
            () => new MultipartFormDataContent { { new MeasuredContent(content, limits), FormField, fileName } }
        );
        ThrowUnlessDone(post);
        return Done(content, "by POST");
    }

    // Redirects are followed here, so that a password goes to no other host and no file from https to http.
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, Func<HttpContent?> content)
    {
        var credentials = Credentials(url);
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, WithoutUserInfo(url));
            request.Content = content();
            request.Headers.Authorization = credentials;
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limits.Token);
            limits.Moved();
            var follow =
                response.Headers.Location is not null
                && (
                    (int)response.StatusCode is 301 or 302 or 307 or 308
                    || (method == HttpMethod.Get && response.StatusCode == HttpStatusCode.SeeOther)
                );
            if (!follow)
            {
                return response;
            }
            using (response)
            {
                var next = new Uri(url, response.Headers.Location!);
                CheckRedirect(url, next, redirects);
                credentials = Credentials(next) ?? (SameHost(url, next) ? credentials : null);
                url = next;
            }
        }
    }

    private void CheckRedirect(Uri from, Uri to, int redirects)
    {
        if (redirects == limits.Options.MaxRedirects)
        {
            throw new TransferException(TransferOutcome.Failed, $"More than {redirects} redirects.");
        }
        if (to.Scheme is not ("http" or "https") || (from.Scheme == "https" && to.Scheme == "http"))
        {
            throw new TransferException(
                TransferOutcome.Failed,
                $"The server redirects from {from.Scheme} to {to.Scheme}, which is not followed."
            );
        }
    }

    private static bool SameHost(Uri a, Uri b) => a.Host == b.Host && a.Port == b.Port;

    private static Uri WithoutUserInfo(Uri url) =>
        url.UserInfo.Length == 0 ? url : new UriBuilder(url) { UserName = "", Password = "" }.Uri;

    private static AuthenticationHeaderValue? Credentials(Uri url) =>
        url.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(
                    Encoding.UTF8.GetBytes(
                        Uri.UnescapeDataString(url.UserInfo.Contains(':') ? url.UserInfo : $"{url.UserInfo}:")
                    )
                )
            );

    private static TransferResult Done(byte[] content, string how) =>
        new()
        {
            Outcome = TransferOutcome.Done,
            Bytes = content.Length,
            Detail = how,
        };

    // After a POST, See Other says that it is done and where to look (RFC 9110 §15.4.4).
    private static void ThrowUnlessDone(HttpResponseMessage response)
    {
        var posted =
            response.RequestMessage?.Method != HttpMethod.Get && response.StatusCode == HttpStatusCode.SeeOther;
        if (response.IsSuccessStatusCode || posted)
        {
            return;
        }
        var status = (int)response.StatusCode;
        var outcome = status switch
        {
            401 or 403 or 407 => TransferOutcome.PermissionDenied,
            400 or 411 or 413 or 414 or 415 or 422 => TransferOutcome.BadMessage,
            405 or 501 or 505 => TransferOutcome.NotSupported,
            _ => TransferOutcome.Failed,
        };
        throw new TransferException(outcome, $"The server answers {status} {response.ReasonPhrase}.");
    }

    /// <summary>A file on its way out that tells of each piece sent.</summary>
    private sealed class MeasuredContent : HttpContent
    {
        private const int PieceBytes = 64 * 1024;
        private readonly byte[] _content;
        private readonly TransferLimits _limits;

        public MeasuredContent(byte[] content, TransferLimits limits)
        {
            (_content, _limits) = (content, limits);
            Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var at = 0; at < _content.Length; at += PieceBytes)
            {
                await stream.WriteAsync(
                    _content.AsMemory(at, Math.Min(PieceBytes, _content.Length - at)),
                    _limits.Token
                );
                _limits.Moved();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Length;
            return true;
        }
    }
}
